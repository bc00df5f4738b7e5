import { Agent, fetch as certifiedFetch } from 'undici'

/** PEM texts. */
export interface ClientCertificate {
  certificate: string
  privateKey: string
  /** In place of the well-known certificate authorities. */
  authority: string | null
}

/** A fetch that shows who calls: mutual TLS, RFC 8705. Its idle connections close by themselves. */
export function fetchWithCertificate({
  certificate,
  privateKey,
  authority,
}: ClientCertificate): typeof fetch {
  const dispatcher = new Agent({
    connect: { cert: certificate, key: privateKey, ...(authority !== null && { ca: authority }) },
  })
  const send = (url: string | URL, init?: object) => certifiedFetch(url, { ...init, dispatcher })
  // The package's own fetch is the platform's, in a version of its own; their types are declared twice.
  return send as unknown as typeof fetch
}
