import { z } from 'zod'
import type { CodeConnect } from '../provider.ts'
import { optionalText } from '../toolkit/exact.ts'

const companyInfo = z.object({ CompanyInfo: z.object({ CompanyName: optionalText }) })

/** A grant opens one company, which only the address tells that the customer comes back with. */
export const connect = {
  kind: 'code',
  // Intuit's own clients post {"token"}, whatever RFC 7009 says.
  revokeBody: 'json',
  async accounts({ http, callback }) {
    const remoteId = callback.get('realmId') ?? ''
    if (!/^\d{1,30}$/.test(remoteId)) return []
    // Also the proof that the company and the app belong to the host that will be asked.
    const { body } = await http.request({ path: `/v3/company/${remoteId}/companyinfo/${remoteId}` })
    return [{ remoteId, name: companyInfo.safeParse(body).data?.CompanyInfo.CompanyName ?? null }]
  },
} satisfies CodeConnect
