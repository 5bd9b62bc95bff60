/** The end of an exhaustive switch: the compiler refuses a case that was forgotten, and a bad value is named at run time. */
export const unreachable = (value: never): never => {
	throw new Error(`unexpected value ${JSON.stringify(value)}`);
};
