/** A command was written in a way it does not know. The message is one sentence for the person who typed it. */
export class WrongUsage extends Error {}
