// A batch of photos, one after the other.
export const handler = async ({ Records }) => {
  for (const { body } of Records) {
    const { photo } = JSON.parse(body);
    if (photo === 7) throw new Error("photo 7 is damaged");
    console.log("photo", photo, "done");
  }
};
