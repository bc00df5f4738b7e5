import { z } from 'zod'
import type { KeyConnect } from '../provider.ts'
import { optionalText, orNull } from '../toolkit/exact.ts'
import { jsonIn } from '../toolkit/json-text.ts'

const apiKey = z.string().regex(/^(sk|rk)_(test|live)_\w{1,200}$/)
const whole = z.strictObject({
  apiKey,
  webhookSecrets: z
    .array(z.string().regex(/^whsec_\S{1,200}$/))
    .max(5)
    .optional(),
})

const account = z.object({
  id: z.string().min(1),
  business_profile: orNull(z.object({ name: optionalText })),
  settings: orNull(z.object({ dashboard: orNull(z.object({ display_name: optionalText })) })),
})

/** A restricted key that may only read is enough, and the better one. */
export const connect = {
  kind: 'key',
  form: 'Give a secret or restricted key, sk_… or rk_…, or as JSON {"apiKey": "rk_…", "webhookSecrets": ["whsec_…"]}.',
  read(text) {
    const read = text.trimStart().startsWith('{') ? whole.safeParse(jsonIn(text)).data : keyAlone(text)
    if (read === undefined) return null
    const environment = read.apiKey.includes('_live_') ? 'PRODUCTION' : 'SANDBOX'
    return { environment, remoteId: null, secrets: { kind: 'apiKey', ...read } }
  },
  async accounts(http) {
    const { body } = await http.request({ path: '/v1/account' })
    const { id, business_profile, settings } = account.parse(body)
    return [{ remoteId: id, name: business_profile?.name ?? settings?.dashboard?.display_name ?? null }]
  },
} satisfies KeyConnect

function keyAlone(text: string): z.output<typeof whole> | undefined {
  const key = apiKey.safeParse(text.trim()).data
  return key === undefined ? undefined : { apiKey: key }
}
