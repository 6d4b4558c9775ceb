/** The rooms that are there from the start and ask for a password. It is printed here on purpose. */
const passwords: Readonly<Record<string, string>> = { blue: 'first-hop' };

export const Password = ({ room }: { room: string }) => {
  const word = passwords[room];
  if (word === undefined)
    throw new Error(`No password is known for room “${room}”. components/prose/password.tsx lists them.`);
  return (
    <div className="box password">
      <p>
        The password of room <strong>{room}</strong>
      </p>
      <code>{word}</code>
    </div>
  );
};
