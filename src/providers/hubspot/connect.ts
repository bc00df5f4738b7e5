import { z } from 'zod'
import type { CodeConnect } from '../provider.ts'
import { identifier, optionalText } from '../toolkit/exact.ts'

const tokens = z.object({ hub_id: identifier, hub_domain: optionalText })

/** A grant opens one account, which comes with the tokens. */
export const connect = {
  kind: 'code',
  revokeBody: 'form',
  accounts({ tokens: answer }) {
    const told = tokens.safeParse(answer).data
    return Promise.resolve(told === undefined ? [] : [{ remoteId: told.hub_id, name: told.hub_domain }])
  },
} satisfies CodeConnect
