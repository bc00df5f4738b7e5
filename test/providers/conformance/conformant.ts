import type { Provider } from '../../../src/providers/provider.ts'
import type { CreateProvider } from '../../../src/sandbox/kit/host.ts'
import type { SandboxProvider } from '../../../src/sandbox/kit/provider.ts'
import type { Secrets } from '../../../src/sources/vault.ts'

/** What a provider's test tells of it. */
export interface Conformant {
  provider: Provider
  /** Its sandbox. */
  play: CreateProvider
  /** Size of the sandbox's books, and the streams that have more than one page in them. */
  scale: number
  paged: readonly [string, ...string[]]
  remoteId: string
  secrets: Secrets
  /** Of the configuration, beyond the provider's address. */
  env?: Readonly<Record<string, string>>
  life: Life
  /** How one goes, where those of `life` never do. */
  deletion?: Pick<Life, 'stream' | 'create' | 'delete'>
  webhook?: {
    /** Null: the provider signs by key pairs of its own. */
    secret: string | null
    /** Without it, the signature tells no time. */
    toleranceSeconds?: number
    /** The secret is in the address alone, and so says nothing of the body. */
    inAddress?: true
  }
  /** Ends the access at the provider. Without it, the provider refuses the access from then on. */
  revoke?: (control: Control) => void
  /** Fields that the provider tells, yet nothing in the sandbox's books: "stream.field", and why. */
  notPlayed: Readonly<Record<string, string>>
}

export type Control = SandboxProvider['control']

/** How one record comes, changes and goes at the provider. */
export interface Life {
  stream: string
  /** Returns its id. */
  create: (control: Control) => string
  change: (control: Control, id: string) => void
  delete?: (control: Control, id: string) => void
}
