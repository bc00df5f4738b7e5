import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { escaped, page } from '../../kit/page.ts'
import type { LinkSession } from '../links.ts'
import { pull } from '../advance.ts'
import type { World } from '../world.ts'
import { INSTITUTION } from './institution.ts'

const TITLE = 'Sandbox Plaid'

/**
 * GET /hl/<session>: a page where a person chooses the bank and agrees or refuses; POST of its form ends the session.
 * The browser then goes to the completion_redirect_uri, to which nothing is added: the app learns the public token
 * from /link/token/get or from the SESSION_FINISHED webhook.
 */
export function hostedLink(world: World, request: SandboxRequest): SandboxResponse {
  const session = world.links.bySession(request.path.slice('/hl/'.length))
  if (session === undefined || session.asked.hosted === null)
    return page(404, TITLE, '<p>There is no such link.</p>')
  if (world.links.isOver(session))
    return page(410, TITLE, '<p>This link was used already, or is too old.</p>')
  session.startedAt ??= world.now()
  if (request.method !== 'POST') return page(200, TITLE, question(session))
  const form = new URLSearchParams(request.body.toString())
  const agreed = form.get('decision') === 'agree' && form.get('institution_id') === INSTITUTION.institution_id
  const publicToken = agreed ? agree(world, session) : null
  session.ended = { at: world.now(), publicToken }
  tellFinished(world, session)
  const { completionRedirectUri } = session.asked.hosted
  if (completionRedirectUri === null) return page(200, TITLE, '<p>Done. You can close this window.</p>')
  return { status: 303, headers: { location: completionRedirectUri }, body: '' }
}

/** A new item, or the one that was to be logged in to anew: its access token stays the same. */
function agree(world: World, { asked }: LinkSession): string {
  const { update } = asked
  if (update === null) return world.links.issuePublicToken(world.items.link(asked).item)
  const canHeal = update.error?.error_code === 'ITEM_LOGIN_REQUIRED'
  if (canHeal) update.error = null
  update.consentExpiresAt = null
  if (canHeal) pull(world)
  return world.links.issuePublicToken(update)
}

function tellFinished(world: World, { id, token, asked, ended }: LinkSession): void {
  if (asked.webhook === null) return
  const publicToken = ended?.publicToken ?? null
  world.webhooks.sendBody({
    webhook_type: 'LINK',
    webhook_code: 'SESSION_FINISHED',
    status: publicToken === null ? 'EXITED' : 'SUCCESS',
    link_session_id: id,
    link_token: token,
    ...(publicToken === null ? {} : { public_token: publicToken, public_tokens: [publicToken] }),
    environment: 'sandbox',
  })
}

const question = ({ asked: { client_name } }: LinkSession): string => `<form method="post">
<p>${escaped(client_name)} would like to read the accounts, balances and transactions of Larkfield Works.</p>
<p><label>Bank <select name="institution_id">
<option value="${INSTITUTION.institution_id}">${INSTITUTION.name}</option></select></label></p>
<p><button name="decision" value="agree">Agree</button> <button name="decision" value="refuse">Refuse</button></p>
</form>`
