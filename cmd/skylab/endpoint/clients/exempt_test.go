package clients

// exemption is a command of a story that the CLI answers otherwise than the
// console, and why that is right. None stands here without need; first tells
// that only version 1 needs it.
type exemption struct {
	command, reason string
	first           bool
}

// exempt are the exemptions of each story.
var exempt = map[string][]exemption{
	"bad_input": {
		{"aws lambda create-functio --function-name x", "version 1 lists all operations there are", true},
		{"aws lambda put-function-code-signing-config --layer-name x", unsimulated, false},
		{"aws rds describe-db-instances", unsimulated, false},
		{`aws lambda invoke --function-name x --payload '{"a":1}' out.json`, "version 1 takes blobs as they are", true},
		{"aws s3 sync . s3://uploads", "the CLI does by itself what the console does not simulate", false},
		{"echo 'never closed", "a shell's own words", false},
	},
	"lambda_create":        {{"aws lambda invoke --function-name hello --payload eyJuYW1lIjoiQWRhIn0= -", dash, false}},
	"lambda_invoke_errors": {{"aws lambda invoke --function-name throws - | head -n 1", dash, false}},
	"sns_errors":           {{"aws sns publish --topic-arn arn:aws:sns:us-east-1:123456789012:orders --message hello --phone-number +15555550100", unsimulated, false}},
}

const (
	unsimulated = "what is not simulated the console refuses before it is sent"
	dash        = "the CLI writes a file of that name, the console prints"
)
