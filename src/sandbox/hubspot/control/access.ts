import { trade } from '../trade.ts'
import type { Control } from './room.ts'

/** What happens to the app's access, to search, and by itself. */
export const ACCESS_CONTROLS: Readonly<Record<string, Control>> = {
  /** {}: the app is removed from the account */
  revoke_grant: ({ grants }) => {
    grants.revoke()
    return {}
  },
  /** {}: access tokens end, the grant lives */
  expire_tokens: ({ grants, now }) => {
    grants.expireAccessTokens(now())
    return {}
  },
  /** {seconds}: after which a change is found by search */
  set_index_lag: ({ business: { portal } }, input) => {
    const seconds = input.count('seconds', 0, 3_600)
    if (seconds === undefined) throw new Error('seconds is missing')
    portal.index.lagMs = seconds * 1000
    return { seconds }
  },
  /** {times?} */
  trade: ({ business }, input) => {
    for (let left = input.count('times', 1, 1_000) ?? 1; left > 0; left -= 1) trade(business)
    return {}
  },
}
