import { z } from 'zod'
import type { CodeConnect } from '../provider.ts'
import { optionalText } from '../toolkit/exact.ts'
import type { HttpClient } from '../toolkit/http.ts'

const PATH = '/connections'

const connections = z.array(
  z.object({
    id: z.string().min(1),
    authEventId: optionalText,
    tenantId: z.string().min(1),
    tenantType: optionalText,
    tenantName: optionalText,
  }),
)

const tokens = z.object({ access_token: z.string() })
const claims = z.object({ authentication_event_id: z.string() })

/** The app reaches every organisation that a person ever gave it; the consent that was just given names its own. */
export const connect = {
  kind: 'code',
  revokeBody: 'form',
  async accounts({ http, tokens }) {
    const all = (await listed(http)).filter((it) => it.tenantType === 'ORGANISATION')
    const event = consentIn(tokens)
    const given = all.filter((it) => it.authEventId === event)
    return (given.length > 0 ? given : all).map((it) => ({ remoteId: it.tenantId, name: it.tenantName }))
  },
  async leave(http, remoteId) {
    const all = await listed(http)
    const own = all.find((it) => it.tenantId === remoteId)
    if (own !== undefined) {
      await http.request({ method: 'DELETE', path: `${PATH}/${encodeURIComponent(own.id)}`, safe: true })
    }
    return all.every((it) => it === own)
  },
} satisfies CodeConnect

async function listed(http: HttpClient) {
  const { body } = await http.request({ path: PATH })
  return connections.parse(body)
}

/** The consent's id as the access token tells it; the token came from Xero itself, so nobody's signature is needed. */
function consentIn(answer: unknown): string | null {
  const [, payload = ''] = tokens.safeParse(answer).data?.access_token.split('.') ?? []
  try {
    const told: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return claims.safeParse(told).data?.authentication_event_id ?? null
  } catch {
    return null // Not a token that tells anything: all organisations are taken.
  }
}
