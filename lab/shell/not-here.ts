/** A command asked for something that this host cannot do. The message is one sentence for the person who typed it. */
export class NotHere extends Error {}
