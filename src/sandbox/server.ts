import { hostProviders, type Sandbox, type SandboxSettings } from './kit/host.ts'
import { createDynamics365FinanceSandbox } from './dynamics365-finance/index.ts'
import { createHubSpotSandbox } from './hubspot/index.ts'
import { createOpenBankingSandbox } from './open-banking/index.ts'
import { createPlaidSandbox } from './plaid/index.ts'
import { createQuickBooksSandbox } from './quickbooks/index.ts'
import { createStripeSandbox } from './stripe/index.ts'
import { createXeroSandbox } from './xero/index.ts'

export type { Sandbox, SandboxSettings } from './kit/host.ts'

/** Plays all providers that there are. Rejects with Node's own error when the port is taken. */
export const startSandbox = (settings: SandboxSettings): Promise<Sandbox> =>
  hostProviders(settings, [
    createQuickBooksSandbox,
    createStripeSandbox,
    createXeroSandbox,
    createPlaidSandbox,
    createHubSpotSandbox,
    createDynamics365FinanceSandbox,
    createOpenBankingSandbox,
  ])
