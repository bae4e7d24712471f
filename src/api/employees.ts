import { z } from 'zod';
import { EMPLOYEES } from '../store/customers/directory-keys.js';
import type { EntryRow } from '../store/customers/read-directories.js';
import { dropEntry, entryPage, keepEntry, oneEntry, type ShownEntry } from './directory-entries.js';
import { jsonRoute, type Route } from './http/route.js';
import { Employee, EmployeeInput, EmployeePage, EntryQuery } from './schemas/directory.js';
import { filledText } from './schemas/primitives.js';

const Params = z.object({ personnelNumber: filledText(50).describe('Табельный номер.') });

function shown(row: EntryRow, entry: ShownEntry): z.input<typeof Employee> {
  const { email, phone, ...content } = entry.content;
  return {
    personnelNumber: row.key,
    name: entry.name,
    email: typeof email === 'string' ? email : null,
    phone: typeof phone === 'string' ? phone : null,
    active: entry.active,
    content,
    node: entry.node,
    updatedAt: entry.updatedAt,
  };
}

const list = jsonRoute(
  {
    method: 'get',
    path: '/employees',
    operationId: 'listEmployees',
    tag: 'Directories',
    summary: 'Employees that 1C and the shop gave',
    description: 'Ordered by id; with `updatedAfter` by `updatedAt`.',
    query: EntryQuery,
    status: 200,
    reply: EmployeePage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async (call) => ({ body: await entryPage(call, { directory: EMPLOYEES }, call.query, shown) }),
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/employees/{personnelNumber}',
    operationId: 'getEmployee',
    tag: 'Directories',
    summary: 'One employee, also one who has left',
    params: Params,
    status: 200,
    reply: Employee,
    answer: 'The employee.',
    errors: ['UZ1507'],
  },
  async (call) => ({ body: await oneEntry(call, EMPLOYEES, call.params.personnelNumber, shown) }),
);

const put = jsonRoute(
  {
    method: 'put',
    path: '/employees/{personnelNumber}',
    operationId: 'putEmployee',
    tag: 'Directories',
    summary: 'Makes or replaces an employee',
    description: 'May be repeated. Whoever writes last wins: a 1C that sends the same number later replaces it.',
    params: Params,
    body: EmployeeInput,
    idempotent: true,
    status: 200,
    reply: Employee,
    answer: 'The employee as it is now.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async (call) => {
    const { personnelNumber } = call.params;
    const { name, active = true, email, phone, content = {} } = call.body;
    const contacts = { ...(email ? { email } : {}), ...(phone ? { phone } : {}) };
    await keepEntry(call, EMPLOYEES, {
      key: personnelNumber,
      name: name.trim(),
      active,
      content: { ...content, ...contacts },
    });
    return { body: await oneEntry(call, EMPLOYEES, personnelNumber, shown) };
  },
);

const remove = jsonRoute(
  {
    method: 'delete',
    path: '/employees/{personnelNumber}',
    operationId: 'deleteEmployee',
    tag: 'Directories',
    summary: 'Takes an employee out of use; orders keep naming the number',
    params: Params,
    idempotent: true,
    status: 200,
    reply: Employee,
    answer: 'The employee, who is not active any more.',
    errors: ['UZ1507'],
  },
  async (call) => {
    const { personnelNumber } = call.params;
    await dropEntry(call, EMPLOYEES, personnelNumber);
    return { body: await oneEntry(call, EMPLOYEES, personnelNumber, shown) };
  },
);

export const employeeRoutes: readonly Route[] = [list, one, put, remove];
