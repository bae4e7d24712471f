export declare function withApiTable(page: string, result: object): string;
