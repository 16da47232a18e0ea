package live_test

import (
	"testing/fstest"

	"skylab/lessons/live"
)

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

// course is a folder with one function.
func course() fstest.MapFS {
	return fstest.MapFS{
		"ch/trust.json":                {Data: []byte(trust)},
		"ch/functions/hello/index.mjs": {Data: []byte("let n = 0; export const handler = async () => { n += 1; console.log(`call ${n}`); return { n }; };")},
	}
}

const setup = `# the role first
aws iam create-role --role-name runner --assume-role-policy-document file://trust.json
aws iam attach-role-policy --role-name runner --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
aws lambda create-function --function-name hello --runtime nodejs24.x \
  --role arn:aws:iam::123456789012:role/runner --handler index.handler --zip-file fileb://functions/hello
aws lambda wait function-active-v2 --function-name hello
`

// script is a script as if from line 1 of a chapter.
func script(text string) live.Script {
	return live.ParseScript(text, live.Pos{Path: "ch/chapter.md", Line: 1})
}

// hello is a world with one function that nobody has called.
func hello() *live.Sim {
	return &live.Sim{ID: "hello", Dir: "ch", Seed: 7, Speed: 1, Setup: script(setup),
		Run: script("aws lambda invoke --function-name hello out.json\nwait 1s\naws lambda invoke --function-name hello out.json\n")}
}
