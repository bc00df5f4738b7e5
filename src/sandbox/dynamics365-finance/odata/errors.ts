const ODATA_EXCEPTION = 'Microsoft.OData.ODataException'

/** A refusal of the OData service, answered in its shape; what it is about is in `innererror` alone. */
export class ODataRefusal extends Error {
  readonly status: number
  readonly #outer: string
  readonly #type: string

  constructor(status: number, outer: string, inner: string, type = ODATA_EXCEPTION) {
    super(inner)
    this.name = 'ODataRefusal'
    this.status = status
    this.#outer = outer
    this.#type = type
  }

  /** {"error": {"code": "", "message", "innererror": {"message", "type", "stacktrace"}}} */
  body(): { error: Record<string, unknown> } {
    const stacktrace = '   at Microsoft.Dynamics.Platform.Integration.Services.OData\r\n'
    return {
      error: {
        code: '',
        message: this.#outer,
        innererror: { message: this.message, type: this.#type, stacktrace },
      },
    }
  }
}

/** 400 for a query that can't be read. */
export const invalidQuery = (reason: string, type?: string): ODataRefusal =>
  new ODataRefusal(400, `The query specified in the URI is not valid. ${reason}`, reason, type)

/** 400: OData has it, F&O does not. `in` and `has` are such. */
export const notImplemented = (): ODataRefusal =>
  invalidQuery('The method or operation is not implemented.', 'System.NotImplementedException')

/** 404 for a set or a path that isn't served. */
export const noResource = (address: string): ODataRefusal =>
  new ODataRefusal(
    404,
    `No HTTP resource was found that matches the request URI '${address}'.`,
    'No route data was found for this request.',
    '',
  )

/** 404 for a key that no row has. */
export const noRow = (set: string): ODataRefusal =>
  new ODataRefusal(404, 'An error has occurred.', `No resources were found for entity set '${set}'.`)
