export declare function report(result: object): { text: string; reached: boolean };
