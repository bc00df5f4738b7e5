import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import { isCurrencyCode } from '../domain/currency.ts'
import type { Provider, SourceFacts } from '../providers/provider.ts'
import { providers } from '../providers/registry.ts'
import { mapInput, type Mapping } from '../sync/map.ts'
import { UsageError } from './usage.ts'

const MAX_BYTES = 256 * 1024 * 1024

export interface Streams {
  input: AsyncIterable<Buffer>
  output: Writable
  errors: Writable
}

interface Options {
  baseCurrency: string | null
  remoteId: string
  environment: SourceFacts['environment']
}

const standard = (): Streams => ({ input: process.stdin, output: process.stdout, errors: process.stderr })

export const mapCommand = (streams: () => Streams = standard) =>
  new Command('map')
    .description(
      "Map raw records, as the provider sends them, to Daybook's own: JSON in, or a file of a provider that is read from files; JSON lines out. Refused ones go to standard error; then the exit code is 1. So does what is deleted or of another stream, which is no failure.",
    )
    .argument('<provider>', providers.map(nameOf).join(', '))
    .argument('<stream>', 'the kind of record, e.g. invoices')
    .option('--base-currency <code>', "ISO 4217 code of the company's books", currency, null)
    .option('--remote-id <id>', "the account's id at the provider", 'account')
    .addOption(
      new Option('--environment <environment>').choices(['SANDBOX', 'PRODUCTION']).default('PRODUCTION'),
    )
    .addHelpText('after', `\nStreams:\n${providers.map(streamsOf).join('\n')}`)
    .action(async (providerName: string, streamName: string, options: Options) => {
      const provider = findProviderByName(providerName)
      if (provider.streams[streamName] === undefined) {
        throw new UsageError(
          `${provider.name} has no stream "${streamName}". There are:\n${streamsOf(provider)}`,
        )
      }
      const { input, output, errors } = streams()
      const mapping = mapInput(await readInput(input), provider, streamName, options)
      await writeLines(errors, remarksOn(mapping, streamName))
      await writeLines(output, mapping.accepted)
      if (mapping.refused.length > 0) process.exitCode = 1
    })

/** What became of everything that gave no record. */
function remarksOn({ refused, deleted, skipped }: Mapping, streamName: string): unknown[] {
  const remarks = [...refused, ...deleted].sort((a, b) => a.index - b.index)
  const notes = [...skipped].map((name) => ({ skipped: name, reason: `It is no record of ${streamName}.` }))
  return [...remarks, ...notes]
}

function nameOf({ code }: Provider): string {
  return code.toLowerCase()
}

function streamsOf(provider: Provider): string {
  return `  ${nameOf(provider)}: ${Object.keys(provider.streams).join(', ')}`
}

function findProviderByName(name: string): Provider {
  const found = providers.find((it) => nameOf(it) === name.toLowerCase())
  if (found !== undefined) return found
  throw new UsageError(`There is no provider "${name}". There are: ${providers.map(nameOf).join(', ')}.`)
}

function currency(code: string): string {
  if (isCurrencyCode(code)) return code
  throw new InvalidArgumentError('It must be an ISO 4217 code in capitals, e.g. EUR.')
}

async function readInput(input: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of input) {
    size += chunk.length
    if (size > MAX_BYTES) {
      throw new UsageError(`The input is larger than ${MAX_BYTES / 1024 / 1024} MB. Map it in parts.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

async function writeLines(stream: Writable, values: readonly unknown[]): Promise<void> {
  const lines = values.map((it) => `${JSON.stringify(it)}\n`)
  try {
    await pipeline(Readable.from(lines), stream, { end: false })
  } catch (error) {
    // Whoever read the lines has seen enough, as `head` does.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error
  }
}
