import type { Fault } from '../../domain/errors.ts'
import { beginConnect, type Begun } from '../../sources/connect/begin.ts'
import { connectWithKey } from '../../sources/connect/with-key.ts'
import { builder } from '../builder.ts'
import { answering, companyIdIn, connectContext, SourcePayload, type SourceAnswer } from '../connecting.ts'
import { ProviderCode, SourceEnvironment } from '../enums.ts'
import { fewIds } from '../inputs.ts'
import { sourceById } from '../lookups.ts'
import { UserError } from '../refs.ts'

interface BegunAnswer extends Begun {
  userErrors: Fault[]
}

const BeginConnectPayload = builder.objectRef<BegunAnswer>('BeginConnectPayload').implement({
  fields: (t) => ({
    authorizationUrl: t.expose('authorizationUrl', {
      type: 'URL',
      nullable: true,
      description:
        "Where to send the customer's browser. Null where the provider is connected by an API key or a file.",
    }),
    state: t.exposeString('state', {
      nullable: true,
      description:
        'Comes back with the customer; let nobody in whose browser brings another one. Good once, for ten minutes.',
    }),
    userErrors: t.field({ type: [UserError], resolve: (it) => it.userErrors }),
  }),
})

const BeginConnectInput = builder.inputType('BeginConnectInput', {
  fields: (t) => ({
    companyId: t.id({ required: true }),
    provider: t.field({ type: ProviderCode, required: true }),
    environment: t.field({ type: SourceEnvironment, required: true }),
    returnUrl: t.field({
      type: 'URL',
      required: true,
      description:
        'Where the customer comes back to, with `sources` (ids, with commas) or `error`, `error_description`, `actor` and `retryable`, and with `state`. Must be on the allow-list.',
    }),
    remoteIds: t.stringList({
      validate: fewIds,
      description:
        'The only accounts that are wanted, by their ids at the provider; all that the customer approves where it is not given. An account that is connected already is renewed. For a bank, a name of it and one of yours: "hansa/main".',
    }),
  }),
})

builder.mutationField('beginConnect', (t) =>
  t.field({
    type: BeginConnectPayload,
    description:
      "Gives the provider's page where the customer agrees. What is connected already keeps its id. Needs the scope sources:connect.",
    args: { input: t.arg({ type: BeginConnectInput, required: true }) },
    resolve: (_root, { input }, context) =>
      answering<BegunAnswer>(
        context,
        async () => {
          const { companyId, provider, environment, returnUrl, remoteIds } = input
          const begun = await beginConnect(connectContext(context.services, context.request.requestId), {
            ...{ workspaceId: context.workspaceId, companyId: companyIdIn(companyId) },
            ...{ provider, environment, returnUrl, remoteIds: remoteIds ?? null },
          })
          return { ...begun, userErrors: [] }
        },
        (fault) => ({ authorizationUrl: null, state: null, userErrors: [fault] }),
      ),
  }),
)

const ConnectWithKeyInput = builder.inputType('ConnectWithKeyInput', {
  fields: (t) => ({
    companyId: t.id({ required: true }),
    provider: t.field({ type: ProviderCode, required: true }),
    environment: t.field({ type: SourceEnvironment, required: true }),
    apiKey: t.string({
      required: true,
      description:
        'The key, or JSON where more is needed; what is wrong with it is said with the form that is right.',
    }),
  }),
})

builder.mutationField('connectWithKey', (t) =>
  t.field({
    type: SourcePayload,
    description:
      'Connects with a key that the customer made at the provider. It is tried before it is kept. Needs the scope sources:connect.',
    args: { input: t.arg({ type: ConnectWithKeyInput, required: true }) },
    resolve: (_root, { input }, context) =>
      answering<SourceAnswer>(
        context,
        async () => {
          const { companyId, provider, environment, apiKey } = input
          const sourceId = await connectWithKey(
            connectContext(context.services, context.request.requestId),
            { workspaceId: context.workspaceId, companyId: companyIdIn(companyId), provider, environment },
            apiKey,
          )
          return { source: await sourceById(context, sourceId), userErrors: [] }
        },
        (fault) => ({ source: null, userErrors: [fault] }),
      ),
  }),
)
