import { readFilesByPath } from '../store/catalogue/read-files.js';
import { listGroups } from '../store/catalogue/read-groups.js';
import { catalogueList } from './catalogue-list.js';
import type { Route } from './http/route.js';
import { GroupPage } from './schemas/reference.js';
import { pictureJson } from './views/picture.js';

const list = catalogueList({
  path: '/groups',
  operationId: 'listGroups',
  summary: 'Groups: a tree by `parent`',
  page: GroupPage,
  read: listGroups,
  show: async (rows, { services, shopId }) => {
    const paths = rows.flatMap(({ idSpace, picture }) => (picture === null ? [] : [{ idSpace, externalId: picture }]));
    const files = await readFilesByPath(services.db.knex, shopId, paths);
    return rows.map((row) => {
      const file = row.picture === null ? undefined : files.get({ idSpace: row.idSpace, externalId: row.picture });
      return {
        id: row.groupId,
        externalId: row.externalId,
        idSpace: row.idSpace,
        parent: row.parentExternalId === null ? null : { id: row.parentId, externalId: row.parentExternalId },
        name: row.name,
        description: row.description,
        picture: file ? pictureJson(file, services.config.PUBLIC_URL) : null,
        sort: row.sort,
        extra: { ...row.extra },
        active: row.active,
        updatedAt: row.updatedAt,
      };
    });
  },
});

export const groupRoutes: readonly Route[] = [list];
