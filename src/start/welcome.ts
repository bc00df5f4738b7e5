interface Facts {
  url: string
  key: string
  /** The key came from the environment: whoever set it knows it, and logs need not. */
  askedFor: boolean
}

/** What a newcomer sees once everything runs: where, with which key, and what to paste. */
export function welcome({ url, key, askedFor }: Facts): string {
  const shown = askedFor ? '$DAYBOOK_DEMO_KEY' : key
  const query =
    '{ invoices(first: 3, filter: { overdue: true }) { nodes { number dueDate contact { name } amountDue { amount currency } } } }'
  const subscription =
    'subscription { changes(filter: { recordTypes: [INVOICE, PAYMENT] }) ' +
    '{ kind recordType changedFields record { ... on Invoice { number amountDue { amount currency } } } } }'
  return `
Daybook is ready at ${url}

  API key of the demo workspace: ${askedFor ? 'the one in DAYBOOK_DEMO_KEY' : key}

Three overdue invoices:

  curl -s ${url} -H 'authorization: Bearer ${shown}' -H 'content-type: application/json' \\
    -d '{"query":"${query}"}'

The books as they change, live (Ctrl-C ends it):

  curl -sN ${url} -H 'authorization: Bearer ${shown}' -H 'content-type: application/json' \\
    -H 'accept: text/event-stream' -d '{"query":"${subscription}"}'

Is the sync healthy right now?

  curl -s ${url} -H 'authorization: Bearer ${shown}' -H 'content-type: application/json' \\
    -d '{"query":"{ sources { nodes { provider { name } health { status reason lagSeconds } } } }"}'

Ctrl-C stops everything; the next start goes on from here.
`.replaceAll("'authorization: Bearer $DAYBOOK_DEMO_KEY'", '"authorization: Bearer $DAYBOOK_DEMO_KEY"')
}
