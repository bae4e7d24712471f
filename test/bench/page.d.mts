export declare function withTables(page: string, result: object): string;
