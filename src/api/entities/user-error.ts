import type { Fault } from '../../domain/errors.ts'
import { builder } from '../builder.ts'
import { Actor, UserErrorCode } from '../enums.ts'
import { UserError } from '../refs.ts'

const ProviderError = builder.objectRef<NonNullable<Fault['providerError']>>('ProviderError').implement({
  fields: (t) => ({
    status: t.exposeInt('status', { nullable: true }),
    code: t.exposeString('code', { nullable: true }),
    message: t.exposeString('message', { nullable: true }),
    requestId: t.exposeString('requestId', { nullable: true }),
  }),
})

UserError.implement({
  description: 'What went wrong, whose move it is, and whether trying again can help.',
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCode }),
    message: t.exposeString('message', {
      description:
        "Names the thing at fault in the caller's words, e.g. The tax rate 'VAT-20' does not exist in this QuickBooks company.",
    }),
    path: t.stringList({
      nullable: true,
      description: 'Where in the input.',
      resolve: ({ path }) => path ?? null,
    }),
    actor: t.expose('actor', { type: Actor }),
    retryable: t.exposeBoolean('retryable'),
    retryAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ retryAt }) => retryAt ?? null }),
    documentationUrl: t.field({
      type: 'URL',
      nullable: true,
      resolve: ({ documentationUrl }) => documentationUrl ?? null,
    }),
    providerError: t.field({
      type: ProviderError,
      nullable: true,
      resolve: ({ providerError }) => providerError ?? null,
    }),
  }),
})
