let tries = 0;

// Mails the jury. The mail server is busy twice, then answers.
export const handler = async () => {
  tries += 1;
  console.log(`try ${tries}`);
  if (tries < 3) throw new Error("mail server is busy");
  return { mailed: true };
};
