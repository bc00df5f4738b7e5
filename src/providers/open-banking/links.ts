import { z } from 'zod'
import { unreadable } from './failures.ts'

const link = z.union([z.string(), z.looseObject({ href: z.string() }).transform(({ href }) => href)])
/** `_links` of any answer: what they lead to, by what they are called. */
export const links = z.record(z.string(), link.nullish().catch(null))

const VERSIONED = /.*(\/v\d+\/.*)$/
/** Stands in for the bank's address, which an adapter does not know and a link need not name. */
const NOWHERE = 'https://bank.example'

/**
 * Where a link leads, as path and query below the bank's address. Links are whole addresses, begin at the host's
 * root, or go on from the request. Only what stands from the API's version on counts: the call goes to the source's
 * own address, so that no link carries the consent elsewhere.
 */
export function pathOf(href: string, requestPath: string): string {
  const url = URL.parse(href, NOWHERE + requestPath)
  const path = VERSIONED.exec(url?.pathname ?? '')?.[1]
  if (url === null || path === undefined) {
    throw unreadable(`The bank's link "${href.slice(0, 200)}" leads to no version of its API.`)
  }
  return path + url.search
}
