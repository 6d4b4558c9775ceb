/** A small mark: this sentence corrects something that many texts say. `n` is `C12`. */
export const Correction = ({ n }: { n: string }) => {
  const says = `Correction ${n.replace(/^C/, '')}: here the lesson departs from what many texts say.`;
  return (
    <abbr className="correction" title={says}>
      {n}
    </abbr>
  );
};
