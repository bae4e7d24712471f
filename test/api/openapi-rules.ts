import type { Json } from './document-check.js';

/**
 * The rules of OpenAPI 3.1.0 for what our document uses, written down from the specification: which members each object may have, which
 * it must have and what they are. A second opinion on the generator: nothing of it is used here.
 */

type Of = 'text' | 'flag' | 'any' | 'texts' | Rule | readonly [Rule] | { readonly each: Rule };
interface Rule {
  readonly must?: Readonly<Record<string, Of>>;
  readonly may?: Readonly<Record<string, Of>>;
  /** `$ref` alone may stand in its place. */
  readonly orRef?: true;
  /** Names of the members of a map, or of a rule without members of its own. */
  readonly names?: RegExp;
  /** What else must hold; gives what is wrong. */
  readonly also?: (object: { [key: string]: Json }) => string | null;
}

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

const schema: Rule = { orRef: true, also: (object) => wrongInSchema(object) };
const example = { example: 'any' } as const;
const named = /^[a-zA-Z0-9.\-_]+$/;
const shownExample: Rule = {
  orRef: true,
  may: { summary: 'text', description: 'text', value: 'any', externalValue: 'text' },
};
const media: Rule = {
  may: { schema, ...example, examples: { each: shownExample }, encoding: 'any' },
  also: (object) => ('example' in object && 'examples' in object ? 'has example and examples' : null),
};
const header: Rule = { orRef: true, may: { description: 'text', required: 'flag', schema, ...example } };
const response: Rule = {
  orRef: true,
  must: { description: 'text' },
  may: { headers: { each: header }, content: { each: media } },
};
const parameter: Rule = {
  orRef: true,
  must: { name: 'text', in: 'text', schema },
  may: { description: 'text', required: 'flag', deprecated: 'flag', style: 'text', explode: 'flag', ...example },
  also: ({ in: place, required }) => {
    if (!['path', 'query', 'header', 'cookie'].includes(String(place))) return `is in ${place}`;
    return place === 'path' && required !== true ? 'a path parameter must be required' : null;
  },
};
const operation: Rule = {
  must: { responses: { each: { ...response, names: /^[1-5]\d\d$/ } } },
  may: {
    ...{
      tags: 'texts',
      summary: 'text',
      description: 'text',
      operationId: 'text',
      deprecated: 'flag',
      security: 'any',
    },
    parameters: [parameter],
    requestBody: { orRef: true, must: { content: { each: media } }, may: { description: 'text', required: 'flag' } },
  },
};
const methods = Object.fromEntries(
  ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'].map((method) => [method, operation]),
);
const securityScheme: Rule = {
  must: { type: 'text' },
  may: { description: 'text', scheme: 'text', bearerFormat: 'text' },
  also: ({ type, scheme }) => (type === 'http' && typeof scheme !== 'string' ? 'http needs a scheme' : null),
};
const DOCUMENT: Rule = {
  must: {
    openapi: 'text',
    info: {
      must: { title: 'text', version: 'text' },
      may: {
        ...{ summary: 'text', description: 'text' },
        license: {
          must: { name: 'text' },
          may: { identifier: 'text', url: 'text' },
          also: (object) => ('identifier' in object && 'url' in object ? 'has identifier and url' : null),
        },
      },
    },
  },
  may: {
    servers: [{ must: { url: 'text' }, may: { description: 'text' } }],
    paths: {
      each: { may: { ...methods, summary: 'text', description: 'text', parameters: [parameter] }, names: /^\// },
    },
    webhooks: { each: { may: methods } },
    components: {
      may: {
        schemas: { each: { ...schema, names: named } },
        examples: { each: { ...shownExample, names: named } },
        parameters: { each: { ...parameter, names: named } },
        securitySchemes: { each: { ...securityScheme, names: named } },
      },
    },
    security: 'any',
    tags: [{ must: { name: 'text' }, may: { description: 'text' } }],
  },
};

const KEYWORDS: Readonly<Record<string, (value: Json) => boolean>> = {
  type: (value) => [value].flat().every((each) => TYPES.includes(String(each))),
  enum: Array.isArray,
  const: () => true,
  pattern: (value) => typeof value === 'string' && Boolean(new RegExp(value, 'u')),
  ...textual('format', 'description', 'title', 'contentMediaType', 'contentEncoding'),
  ...lists('anyOf', 'oneOf', 'allOf'),
  properties: (value) => isObject(value) && Object.values(value).every(isSchema),
  additionalProperties: (value) => typeof value === 'boolean' || isSchema(value),
  propertyNames: isSchema,
  items: isSchema,
  required: (value) => Array.isArray(value) && new Set(value).size === value.length,
  ...numeric('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'),
  ...numeric('minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'),
  uniqueItems: (value) => typeof value === 'boolean',
  default: () => true,
  example: () => true,
  examples: Array.isArray,
};

function textual(...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, (value: Json) => typeof value === 'string']));
}
function numeric(...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, (value: Json) => typeof value === 'number']));
}
function lists(...names: string[]) {
  const isList = (value: Json): boolean => Array.isArray(value) && value.length > 0 && value.every(isSchema);
  return Object.fromEntries(names.map((name) => [name, isList]));
}
function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isSchema(value: Json): boolean {
  return isObject(value) && ('$ref' in value || wrongInSchema(value) === null);
}

/** JSON Schema 2020-12, the vocabulary that 3.1 takes; `nullable` of 3.0 is no word of it. */
function wrongInSchema(object: { [key: string]: Json }): string | null {
  for (const [keyword, value] of Object.entries(object)) {
    const isRight = KEYWORDS[keyword];
    if (!isRight) return `has the keyword ${keyword}`;
    if (!isRight(value)) return `${keyword} is wrong: ${JSON.stringify(value).slice(0, 200)}`;
  }
  return null;
}

/** @returns what is wrong, each with where */
export function brokenRules(value: Json): string[] {
  return check(value, DOCUMENT, '#');
}

function check(value: Json | undefined, of: Of, at: string): string[] {
  if (of === 'any') return [];
  if (of === 'text') return typeof value === 'string' ? [] : [`${at} is no text`];
  if (of === 'flag') return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
  if (of === 'texts')
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? [] : [`${at} is no list of texts`];
  if (Array.isArray(of)) {
    return Array.isArray(value)
      ? value.flatMap((item, index) => check(item, of[0] as Rule, `${at}/${index}`))
      : [`${at} is no list`];
  }
  if (!isObject(value)) return [`${at} is no object`];
  if ('each' in of) {
    return Object.entries(value).flatMap(([name, item]) => [
      ...(of.each.names && !of.each.names.test(name) ? [`${at}: ${name} is no name there`] : []),
      ...check(item, of.each, `${at}/${name}`),
    ]);
  }
  return checkRule(value, of as Rule, at);
}

function checkRule(value: { [key: string]: Json }, rule: Rule, at: string): string[] {
  if (rule.orRef && '$ref' in value) return typeof value.$ref === 'string' ? [] : [`${at}/$ref is no text`];
  const { must = {}, may = {} } = rule;
  const known: Readonly<Record<string, Of>> = { ...may, ...must };
  const isOpen = Object.keys(known).length === 0; // a schema: `also` judges its members
  const wrong = rule.also?.(value) ?? null;
  return [
    ...Object.keys(must).flatMap((name) => (name in value ? [] : [`${at}/${name} is missing`])),
    ...Object.entries(value).flatMap(([name, item]) => {
      if (isOpen || name.startsWith('x-')) return [];
      return known[name] === undefined ? [`${at} may not have ${name}`] : check(item, known[name], `${at}/${name}`);
    }),
    ...(wrong === null ? [] : [`${at} ${wrong}`]),
  ];
}
