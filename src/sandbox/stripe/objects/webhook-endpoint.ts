import type { Metadata } from './common.ts'

export interface WebhookEndpoint {
  id: string
  object: 'webhook_endpoint'
  api_version: string | null
  application: null
  created: number
  description: string | null
  /** ["*"] is every type. */
  enabled_events: string[]
  livemode: false
  metadata: Metadata
  status: 'enabled'
  url: string
}

export interface WebhookEndpointFacts {
  url: string
  enabledEvents: string[]
  apiVersion: string | null
  description: string | null
}

export const webhookEndpoint = (
  id: string,
  created: number,
  facts: WebhookEndpointFacts,
): WebhookEndpoint => ({
  id,
  object: 'webhook_endpoint',
  api_version: facts.apiVersion,
  application: null,
  created,
  description: facts.description,
  enabled_events: facts.enabledEvents,
  livemode: false,
  metadata: {},
  status: 'enabled',
  url: facts.url,
})
