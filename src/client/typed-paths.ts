import type { components, paths } from './api-types.js';

/** What the OpenAPI document says of each address, as types of requests and answers. */

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Every address of the API: `/v1/products/{id}`. */
export type Path = keyof paths;

/** The shapes of the API by name: `Schemas['Product']`. */
export type Schemas = components['schemas'];

/** The addresses that take a method. */
export type PathOf<M extends Method> = { [P in Path]: M extends keyof paths[P] ? P : never }[Path];

export type OperationOf<M extends Method, P extends Path> = M extends keyof paths[P] ? paths[P][M] : never;

/** With `undefined` for what is left out. */
type Loose<T> = { [K in keyof T]: T[K] | undefined };

type ParamsOf<O> = O extends { parameters: { path: infer Params } } ? { readonly params: Params } : unknown;

type QueryOf<O> = O extends { parameters: { query: infer Query } }
  ? { readonly query: Loose<Query> }
  : O extends { parameters: { query?: infer Query } }
    ? unknown extends Query
      ? unknown
      : { readonly query?: Loose<Query> | undefined }
    : unknown;

type BodyOf<O> = O extends { requestBody: { content: infer Content } }
  ? { readonly body: BodyIn<Content> }
  : O extends { requestBody?: { content: infer Content } }
    ? unknown extends Content
      ? unknown
      : { readonly body?: BodyIn<Content> | undefined }
    : unknown;

type BodyIn<Content> = Content extends { 'multipart/form-data': unknown }
  ? FormData
  : Content extends { 'application/json': infer Body }
    ? Body
    : never;

/** What a request to an operation takes by its document: `params`, `query`, `body`. */
export type RequestOf<O> = ParamsOf<O> & QueryOf<O> & BodyOf<O>;

type ContentOf<O> = O extends { responses: infer Responses }
  ? Responses[keyof Responses] extends { content: infer Content }
    ? Content
    : never
  : never;

/** The JSON that an operation answers; undefined where it answers none. */
export type DataOf<O> = [ContentOf<O>] extends [never]
  ? undefined
  : ContentOf<O> extends { 'application/json': infer Data }
    ? Data
    : undefined;

/** The GET addresses that give pages `{items, next}`. */
export type ListPath = {
  [P in PathOf<'get'>]: DataOf<OperationOf<'get', P>> extends { items: unknown[]; next: string | null } ? P : never;
}[PathOf<'get'>];

export type ItemOf<P extends ListPath> = DataOf<OperationOf<'get', P>> extends { items: (infer Item)[] } ? Item : never;

/** The GET addresses that give NDJSON. */
export type LinesPath = {
  [P in PathOf<'get'>]: ContentOf<OperationOf<'get', P>> extends { 'application/x-ndjson': unknown } ? P : never;
}[PathOf<'get'>];

export type LineOf<P extends LinesPath> =
  ContentOf<OperationOf<'get', P>> extends { 'application/x-ndjson': infer Line } ? Line : never;
