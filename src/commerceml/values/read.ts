/** What reading a value gives: the value; null = the text says there is none; undefined = the text cannot be understood. */
export type Read<Value> = Value | null | undefined;
