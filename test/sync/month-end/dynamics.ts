import { z } from 'zod'
import type { Setting } from '../../providers/conformance/setting.ts'

const invoice = z.object({ FreeTextNumber: z.string() })
const load = z.object({ calls: z.int(), inFlight: z.int(), most: z.int() })

/** The played environment: what its people do at month end, and how it bears it. */
export class Dynamics {
  readonly #control: Setting['control']

  constructor({ control }: Setting) {
    this.#control = control
  }

  closeTheMonth(): void {
    for (const amount of ['1200.10', '0.02', '98765.43']) {
      const { FreeTextNumber } = invoice.parse(this.#control('create_invoice', { amount }))
      this.#control('pay_invoice', { invoice: FreeTextNumber, amount: '0.01' })
    }
    this.#control('create_customer', { name: 'Who Came Late' })
    this.#control('create_vendor_invoice', { amount: '333.33' })
    this.#control('create_journal', { amount: '17.17', description: 'Accruals' })
  }

  strain(how: Readonly<Record<string, unknown>>): void {
    this.load()
    this.#control('stress', how)
  }

  calm(): void {
    this.#control('calm', {})
  }

  /** Since it was asked last. */
  load(): z.output<typeof load> {
    return load.parse(this.#control('load', {}))
  }
}
