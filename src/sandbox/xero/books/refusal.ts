/** What Xero says when it will not do something: each message is one of its ValidationErrors. */
export class Refusal extends Error {
  readonly messages: readonly string[]

  constructor(...messages: string[]) {
    super(messages.join(' '))
    this.messages = messages
  }
}
