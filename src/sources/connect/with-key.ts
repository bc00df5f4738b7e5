import { FaultError } from '../../domain/errors.ts'
import type { Key, Provider, RemoteAccount } from '../../providers/provider.ts'
import { accountsClient } from './key-client.ts'
import { attach } from './attach.ts'
import { countryOf } from './begin.ts'
import { providerFor, refused, understood, type ConnectContext, type ConnectTarget } from './context.ts'

/** Connects with what the customer made at the provider. Returns the source's id. Throws FaultError. */
export async function connectWithKey(
  context: ConnectContext,
  target: ConnectTarget,
  text: string,
): Promise<string> {
  const provider = providerFor(context, target.provider)
  await countryOf(context, target)
  const { connect, name } = provider
  if (connect?.kind !== 'key') {
    throw refused({ message: `${name} is not connected by a key: use beginConnect.`, path: ['provider'] })
  }
  const key = connect.read(text)
  if (key === null)
    throw refused({ message: `This is no key for ${name}. ${connect.form}`, path: ['apiKey'] })
  requireEnvironment(provider, key, target)
  const { http, secrets } = await pointingAtKey(accountsClient(context, provider, key, target.environment))
  const accounts = await pointingAtKey(understood(provider, connect.accounts(http, key)))
  const [sourceId] = await attach(context, {
    ...{ target, provider, secrets, expiresAt: null },
    accounts: only(provider, accounts),
  })
  if (sourceId === undefined) throw new Error(`${name} was connected to nothing`)
  return sourceId
}

function requireEnvironment({ name }: Provider, { environment }: Key, target: ConnectTarget): void {
  if (environment === null || environment === target.environment) return
  throw refused({
    message: `This key of ${name} belongs to the environment ${environment}, not to ${target.environment}.`,
    path: ['environment'],
  })
}

function only({ name }: Provider, accounts: RemoteAccount[]): RemoteAccount[] {
  if (accounts.length === 1) return accounts
  throw refused({ message: `${name} knows no account that this key opens.`, path: ['apiKey'] })
}

/** Whoever reads the fault finds the key at fault where the provider refused it. */
async function pointingAtKey<T>(result: Promise<T>): Promise<T> {
  try {
    return await result
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    const { fault } = error
    const isKeys = ['INVALID_INPUT', 'REAUTHORIZE', 'FORBIDDEN', 'NOT_FOUND'].includes(fault.code)
    if (!isKeys || fault.actor === 'OPERATOR') throw error
    throw new FaultError(
      { ...fault, code: 'INVALID_INPUT', actor: 'CALLER', path: ['input', 'apiKey'] },
      { cause: error },
    )
  }
}
