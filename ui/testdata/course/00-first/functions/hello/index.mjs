let n = 0;
export const handler = async () => {
  console.log("call", ++n);
  return { n };
};
