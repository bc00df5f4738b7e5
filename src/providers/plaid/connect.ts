import { z } from 'zod'
import type { PageConnect } from '../provider.ts'
import { listOf, optionalInstant, optionalText, orNull } from '../toolkit/exact.ts'
import type { HttpClient } from '../toolkit/http.ts'

const COUNTRIES = new Set('US GB ES NL FR IE CA DE IT PL DK NO SE EE LT LV PT BE AT FI'.split(' '))
/** Fixed when an item is made: two years are the most that there is, and the default is 90 days. */
const DAYS_REQUESTED = 730
const PAGE_SECONDS = 600

const created = z.object({ link_token: z.string().min(1), hosted_link_url: z.string().min(1) })
const session = z.object({
  exit: orNull(z.looseObject({})),
  finished_at: optionalText,
  results: orNull(
    z.object({
      item_add_results: listOf(
        z.object({ public_token: z.string(), institution: orNull(z.object({ name: optionalText })) }),
      ),
    }),
  ),
})
const got = z.object({ link_sessions: listOf(session) })
const exchanged = z.object({ access_token: z.string().min(1), item_id: z.string().min(1) })
const item = z.object({ item: z.object({ consent_expiration_time: optionalInstant }) })

/** Hosted Link: a page of Plaid's. An item that is there already is renewed in update mode and keeps its id. */
export const connect = {
  kind: 'page',
  async begin(http, { companyId, country, accessToken, returnTo, webhookUrl }) {
    const { body } = await http.request({
      method: 'POST',
      path: '/link/token/create',
      json: {
        client_name: 'Daybook',
        language: 'en',
        country_codes: [country !== null && COUNTRIES.has(country) ? country : 'US'],
        user: { client_user_id: companyId },
        ...(accessToken === null
          ? { products: ['transactions'], transactions: { days_requested: DAYS_REQUESTED } }
          : { access_token: accessToken }),
        ...(webhookUrl !== null && { webhook: webhookUrl }),
        hosted_link: { completion_redirect_uri: returnTo.agreed, url_lifetime_seconds: PAGE_SECONDS },
      },
    })
    const { link_token: token, hosted_link_url: url } = created.parse(body)
    return { url, token }
  },
  async finish(http, { token, remoteId, accessToken }) {
    const { body } = await ask(http, '/link/token/get', { link_token: token })
    const ended = got.parse(body).link_sessions.find((it) => it.finished_at !== null)
    if (ended === undefined) return 'pending'
    const [added] = ended.results?.item_add_results ?? []
    if (ended.exit !== null) return 'refused'
    // In update mode nothing new is made: the access token that there is goes on.
    if (accessToken !== null && remoteId !== null)
      return await agreed(http, accessToken, { remoteId, name: null })
    if (added === undefined) return 'refused'
    const exchange = await ask(http, '/item/public_token/exchange', { public_token: added.public_token })
    const { access_token, item_id } = exchanged.parse(exchange.body)
    return await agreed(http, access_token, { remoteId: item_id, name: added.institution?.name ?? null })
  },
  async revoke(http) {
    await http.request({ method: 'POST', path: '/item/remove', json: {} })
  },
} satisfies PageConnect

/** European consents and some banks' logins end. */
async function agreed(http: HttpClient, access: string, account: { remoteId: string; name: string | null }) {
  const { body } = await ask(http, '/item/get', { access_token: access })
  const expiresAt = item.safeParse(body).data?.item.consent_expiration_time ?? null
  return { access, expiresAt, accounts: [account] }
}

const ask = (http: HttpClient, path: string, json: Record<string, string>) =>
  http.request({ method: 'POST', path, json })
