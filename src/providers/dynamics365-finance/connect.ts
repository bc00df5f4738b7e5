import { z } from 'zod'
import type { KeyConnect } from '../provider.ts'
import { optionalText } from '../toolkit/exact.ts'
import { jsonIn } from '../toolkit/json-text.ts'
import { companyOf } from './company.ts'
import { equals, parametersOf } from './query.ts'

const name = z.string().trim().min(1).max(200)

const whole = z.strictObject({
  tenant: name,
  clientId: name,
  clientSecret: name,
  // A name, never an address or a number: calls with the customer's token go there.
  host: z
    .string()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+\.[a-z]{2,20}$/),
  company: z.string().regex(/^\w{1,10}$/),
  webhookSecrets: z.array(name).max(5).optional(),
})

const legalEntities = z.object({
  value: z.array(z.object({ LegalEntityId: z.string(), Name: optionalText })),
})

/** An app that the customer registered in its own directory and, in Dynamics, gave a user. */
export const connect = {
  kind: 'key',
  form: 'Give the app and the legal entity as JSON: {"tenant", "clientId", "clientSecret", "host": "contoso.operations.dynamics.com", "company": "usmf"}; with "webhookSecrets" for business events.',
  read(text) {
    const read = whole.safeParse(jsonIn(text)).data
    if (read === undefined) return null
    const { host, company, ...secrets } = read
    return {
      // Microsoft's names for test environments; one that has another name may be either.
      environment: /\.sandbox\./.test(host) ? 'SANDBOX' : null,
      remoteId: `${host}/${company.toLowerCase()}`,
      secrets: { kind: 'clientCredentials', ...secrets },
    }
  },
  async accounts(http, { remoteId }) {
    if (remoteId === null) return []
    const { body } = await http.request({
      path: '/data/LegalEntities',
      query: parametersOf({
        set: 'LegalEntities',
        select: ['LegalEntityId', 'Name'],
        filter: equals('LegalEntityId', companyOf(remoteId)),
        orderBy: ['LegalEntityId'],
      }),
    })
    return legalEntities.parse(body).value.map((it) => ({ remoteId, name: it.Name }))
  },
} satisfies KeyConnect
