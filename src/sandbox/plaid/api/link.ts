import { invalidField } from '../errors.ts'
import type { LinkRequest, LinkSession } from '../links.ts'
import { timestamp } from '../time.ts'
import type { World } from '../world.ts'
import { type Body, missingFields } from './body.ts'
import type { Call } from './call.ts'
import { INSTITUTION, knowInstitution } from './institution.ts'
import { openAccountObjects } from './objects.ts'

const COUNTRIES = 'US GB ES NL FR IE CA DE IT PL DK NO SE EE LT LV PT BE AT FI'.split(' ')
const LONGEST_CLIENT_NAME = 30
const DAYS_REQUESTED = 90
const MOST_DAYS = 730
const HOSTED_SECONDS = 30 * 60
const MOST_HOSTED_SECONDS = 21 * 24 * 3600

/** POST /link/token/create; with `hosted_link` the answer has the address of a page to send the customer to. */
export function createLinkToken({ world, body, base }: Call): object {
  const session = world.links.open(readRequest(world, body))
  return {
    expiration: timestamp(session.expiresAt),
    ...(session.asked.hosted === null ? {} : { hosted_link_url: `${base}/hl/${session.id}` }),
    link_token: session.token,
  }
}

function readRequest(world: World, body: Body): LinkRequest {
  const client_name = body.text('client_name')
  if (client_name.length > LONGEST_CLIENT_NAME) {
    throw invalidField(`client_name must be at most ${LONGEST_CLIENT_NAME} characters`)
  }
  const country_codes = body.texts('country_codes')
  if (country_codes.length === 0 || country_codes.some((it) => !COUNTRIES.includes(it))) {
    throw invalidField('country_codes must be a list of supported countries')
  }
  if (!body.has('user_id')) body.part('user').text('client_user_id')
  const accessToken = body.optionalText('access_token')
  const products = accessToken === undefined || body.has('products') ? body.texts('products') : []
  if (accessToken === undefined && products.length === 0) throw missingFields(['products'])
  return {
    client_name,
    language: body.text('language'),
    country_codes,
    products,
    webhook: body.optionalText('webhook') ?? null,
    redirect_uri: body.optionalText('redirect_uri') ?? null,
    hosted: body.has('hosted_link') ? readHosted(body.part('hosted_link')) : null,
    daysRequested: body.part('transactions').whole('days_requested', 1, MOST_DAYS, DAYS_REQUESTED),
    update: accessToken === undefined ? null : world.items.of(accessToken),
  }
}

function readHosted(hosted: Body): NonNullable<LinkRequest['hosted']> {
  const completionRedirectUri = hosted.optionalText('completion_redirect_uri') ?? null
  if (completionRedirectUri !== null && !URL.canParse(completionRedirectUri)) {
    throw invalidField('hosted_link.completion_redirect_uri must be a URI')
  }
  return {
    completionRedirectUri,
    lifetimeSeconds: hosted.whole('url_lifetime_seconds', 1, MOST_HOSTED_SECONDS, HOSTED_SECONDS),
  }
}

/** POST /link/token/get: what became of it; this is where the public token of a hosted session is had. */
export function getLinkToken({ world, body }: Call): object {
  const session = world.links.get(body.text('link_token'))
  if (session === undefined) throw invalidField('link_token is not valid')
  const { asked } = session
  return {
    created_at: timestamp(session.createdAt),
    expiration: timestamp(session.expiresAt),
    link_sessions: session.startedAt === null ? [] : [sessionObject(world, session, session.startedAt)],
    link_token: session.token,
    metadata: {
      client_name: asked.client_name,
      country_codes: asked.country_codes,
      initial_products: asked.products,
      language: asked.language,
      redirect_uri: asked.redirect_uri,
      webhook: asked.webhook,
    },
  }
}

function sessionObject({ bank, ids }: World, session: LinkSession, startedAt: Date): object {
  const { ended } = session
  const publicToken = ended?.publicToken ?? null
  return {
    events: [],
    ...(ended !== null && publicToken === null
      ? {
          exit: {
            error: null,
            metadata: {
              institution: null,
              link_session_id: session.id,
              request_id: ids.request(),
              status: 'institution_not_found',
            },
          },
        }
      : {}),
    ...(ended === null ? {} : { finished_at: timestamp(ended.at) }),
    link_session_id: session.id,
    ...(publicToken === null
      ? {}
      : {
          results: {
            bank_income_results: [],
            cra_item_add_results: [],
            cra_update_results: [],
            document_income_results: null,
            item_add_results: [
              {
                accounts: openAccountObjects(bank, bank.pulled).map(
                  ({ account_id: id, name, mask, type, subtype }) => ({
                    ...{ class_type: null, id, mask, name, subtype, type, verification_status: null },
                  }),
                ),
                institution: INSTITUTION,
                public_token: publicToken,
              },
            ],
            payroll_income_results: [],
          },
        }),
    started_at: timestamp(startedAt),
  }
}

/** POST /sandbox/public_token/create: as if a person had gone through Link. */
export function createPublicToken({ world, body }: Call): object {
  knowInstitution(body.text('institution_id'))
  body.texts('initial_products')
  const options = body.part('options')
  const { item } = world.items.link({
    webhook: options.optionalText('webhook') ?? null,
    daysRequested: options.part('transactions').whole('days_requested', 1, MOST_DAYS, DAYS_REQUESTED),
  })
  return { public_token: world.links.issuePublicToken(item) }
}
