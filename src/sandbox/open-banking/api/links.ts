import type { SandboxRequest } from '../../kit/provider.ts'
import type { Dialect } from '../dialect.ts'

export interface Link {
  href: string
}

const PREFIX = '/open-banking'

/** `path` below the bank's own, "/v1/accounts". */
export interface Links {
  /** Below the host, "/open-banking/v1/accounts", unless the bank writes all links whole. */
  usual(path: string): Link
  /** With scheme and host: what a browser follows has to be. */
  whole(path: string): Link
}

export function linksOf(request: Pick<SandboxRequest, 'headers'>, dialect: Dialect): Links {
  // HTTP/1.1 requires the header; without it nobody is there to follow the link.
  const host = request.headers.host ?? 'bank.invalid'
  const whole = (path: string): Link => ({ href: `http://${host}${PREFIX}${path}` })
  return {
    whole,
    usual: (path) => (dialect.absoluteLinks ? whole(path) : { href: `${PREFIX}${path}` }),
  }
}
