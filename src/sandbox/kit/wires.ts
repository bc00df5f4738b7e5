// Money that leaves one played provider and arrives at another: a processor's payout on the bank's account.

export interface Wire {
  /** The sender's own id of it. */
  id: string
  /** The receiving account: "larkfield-operating". */
  to: string
  /** Positive decimal text in major units. */
  amount: string
  currency: string
  /** YYYY-MM-DD. */
  arrivesOn: string
  payer: string
  /** What the receiver's statement says of it. */
  text: string
}

export interface Wires {
  send(wire: Wire): void
  /** First all that were sent to the account before, then each new one at once, whenever it arrives. */
  receive(to: string, take: (wire: Wire) => void): void
}

export function createWires(): Wires {
  const sent: Wire[] = []
  const receivers: { to: string; take: (wire: Wire) => void }[] = []
  return {
    send(wire) {
      sent.push(wire)
      for (const it of receivers) if (it.to === wire.to) it.take(wire)
    },
    receive(to, take) {
      for (const wire of sent) if (wire.to === to) take(wire)
      receivers.push({ to, take })
    },
  }
}
