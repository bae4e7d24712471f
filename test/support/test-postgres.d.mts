export declare const RUNNING_LOCK: string;
export declare function testDataDir(): string;
export default function stopTestPostgres(): Promise<void>;
