import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { page } from '../../kit/page.ts'
import { chosen } from '../access.ts'
import type { Bank } from '../bank.ts'
import type { Consent } from '../consents.ts'

const TITLE = 'Hansa Bank (sandbox)'

/**
 * /authorise/<consent>: where the customer is sent to. GET asks; POST with `decision=agree` or `decision=refuse`
 * sends the customer back to the client.
 */
export function authorise({ consents }: Bank, request: SandboxRequest, id: string): SandboxResponse {
  const consent = consents.find(id)
  if (consent === undefined) return page(404, TITLE, '<p>There is no such request.</p>')
  if (consent.status !== 'received') return page(409, TITLE, '<p>This request was answered already.</p>')
  if (request.method === 'GET') return page(200, TITLE, question(consent))
  if (request.method !== 'POST') return page(405, TITLE, '<p>Please use the form.</p>')
  const decision = new URLSearchParams(request.body.toString()).get('decision')
  if (decision !== 'agree' && decision !== 'refuse') return page(400, TITLE, question(consent))
  const agreed = decision === 'agree'
  if (agreed) consent.access = chosen(consent.access)
  consents.decide(consent, agreed)
  return {
    status: 303,
    headers: { location: agreed ? consent.redirectUri : consent.nokRedirectUri },
    body: '',
  }
}

const question = ({ frequencyPerDay, recurring, validUntil }: Consent): string =>
  `<p>May the app read the accounts of Larkfield Works Ltd${
    recurring ? `, ${frequencyPerDay} times a day until ${validUntil}` : ' once'
  }?</p>
<form method="post">
<button name="decision" value="agree">Agree</button>
<button name="decision" value="refuse">Refuse</button>
</form>`
