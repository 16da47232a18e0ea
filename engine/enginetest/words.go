package enginetest

import "skylab/engine/aws"

const (
	roleARN  = "arn:aws:iam::" + aws.AccountID + ":role/runner"
	otherARN = "arn:aws:iam::" + aws.AccountID + ":role/other"
	helloARN = "arn:aws:lambda:" + aws.Region + ":" + aws.AccountID + ":function:hello"
	thumbARN = "arn:aws:lambda:" + aws.Region + ":" + aws.AccountID + ":function:thumb"
	imageURI = aws.AccountID + ".dkr.ecr." + aws.Region + ".amazonaws.com/scan:1"

	trust   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	grant   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}`
	allowed = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","logs:*","sns:*","sqs:*","events:*","lambda:InvokeFunction"],"Resource":"*"}]}`
)

// words are plausible values of string members by name; small pools, so that
// calls meet the resources of earlier calls. A value that stands twice is
// drawn twice as often.
var words = map[string][]string{
	"RequestId":                {taken, taken, "x"},
	"FunctionName":             {"hello", "hello", "thumb", "thumb", "slow", helloARN, "nobody"},
	"Bucket":                   {"uploads", "uploads", "thumbs", "no-such-bucket"},
	"CopySource":               {"uploads/photo0.png", "uploads/photo0.png", "thumbs/x", "/uploads/a/b.txt", "uploads"},
	"Key":                      {"photo0.png", "photo0.png", "a/b.txt", "x"},
	"Prefix":                   {"", "a/"},
	"PathPrefix":               {"/", "/team/"},
	"Path":                     {"/", "/team/", "team"},
	"Delimiter":                {"/", ""},
	"RoleName":                 {"runner", "runner", "other"},
	"Role":                     {roleARN, roleARN, roleARN, otherARN},
	"Runtime":                  {"nodejs24.x", "nodejs24.x", "nodejs22.x", "python3.13", "cobol1.0"},
	"Handler":                  {"index.handler", "index.handler", "index.handler", "index.nothing"},
	"Principal":                {"s3.amazonaws.com", "*", "no body"},
	"Action":                   {"lambda:InvokeFunction", "lambda:InvokeFunctionUrl"},
	"StatementId":              {"s3", "url", "invoke"},
	"SourceArn":                {"arn:aws:s3:::uploads", "arn:aws:s3:::*"},
	"SourceAccount":            {aws.AccountID, "1"},
	"LambdaFunctionArn":        {thumbARN, helloARN, "arn:aws:lambda:us-east-1:123456789012:function:nobody"},
	"Events":                   {"s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectCreated:Put", "s3:Nothing"},
	"LogGroupName":             {"/aws/lambda/hello", "/aws/lambda/hello", "/aws/lambda/thumb", "/aws/lambda/nobody"},
	"LogGroupNamePrefix":       {"/aws", "x"},
	"LogGroupNamePattern":      {"hello", "x"},
	"LogStreamNamePrefix":      {"20", "x"},
	"FilterPattern":            {"", "REPORT", `"call" -ERROR`, "{ $.level = \"INFO\" }"},
	"URL":                      {"https://abc.lambda-url.us-east-1.on.aws/", "http://example.com/"},
	"Method":                   {"GET", "POST"},
	"Shape":                    {"", "constant:0.02/s", "poisson:0.01/s", "spike:0/s +3 at 1s for 1s", "replay", "much"},
	"PolicyArn":                {"arn:aws:iam::aws:policy/AmazonS3FullAccess", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"},
	"PolicyName":               {"grants", "grants", "more", "a b"},
	"AssumeRolePolicyDocument": {trust, trust, trust, "{"},
	"PolicyDocument":           {grant, allowed, "{"},
	"Qualifier":                {"$LATEST", "1"},
	"Architectures":            {"x86_64", "arm64", "mips"},
	"S3Bucket":                 {"uploads"},
	"S3Key":                    {"code.zip", "photo0.png"},
	"TopicArn":                 {ordersARN, ordersARN, ordersARN, ordersARN + "s"},
	"Protocol":                 {"sqs", "lambda", "email", "pigeon"},
	"Endpoint":                 {mailARN, helloARN, thumbARN, "me@example.com"},
	"Message":                  {"hello", `{"default":"to all"}`, `{"n":1}`, ""},
	"MessageStructure":         {"json", "xml"},
	"Subject":                  {"news", ""},
	"AttributeName":            {"DisplayName", "RawMessageDelivery", "FilterPolicy"},
	"AttributeValue":           {"false", `{"KEY":["value"]}`},
	"Label":                    {"friend", "foe"},
	"AWSAccountId":             {"111111111111"},
	"ActionName":               {"Publish", "Subscribe"},
	"ResourceArn":              {ordersARN},
	"MetadataDirective":        {"COPY", "REPLACE"},
	"Rule":                     {"tick", "orders", "nothing"},
	"Name":                     {"tick", "orders", "orders", "shop", "prefix", "suffix"},
	"ScheduleExpression":       {"rate(5 minutes)", "cron(0/5 * * * ? *)", "rate(1 minutes)"},
	"EventPattern":             {`{"source":["shop.orders"]}`, `{"source":[]}`},
	"EventBusName":             {"default", "default", "shop", "nowhere"},
	"Source":                   {"shop.orders", "aws.s3"},
	"DetailType":               {"Order placed"},
	"Detail":                   {`{"n":2}`, "[]"},
	"Arn":                      {helloARN, thumbARN, "x"},
	"TargetArn":                {helloARN, thumbARN},
	"Id":                       {"1", "2"},
	"Ids":                      {"1", "2"},
	"InputPath":                {"$.detail", "$"},
	"AlarmName":                {"busy", "busy", "quiet"},
	"AlarmNames":               {"busy", "quiet"},
	"StateReason":              {"a drill"},
	"Statistic":                {"Sum"},
	"ProtocolType":             {"HTTP"},
	"IntegrationType":          {"AWS_PROXY"},
	"IntegrationUri":           {helloARN, thumbARN},
	"PayloadFormatVersion":     {"1.0", "2.0"},
	"RouteKey":                 {"GET /items/{id}", "ANY /{proxy+}", "POST /items", "$default"},
	"AuthorizationType":        {"NONE"},
	"StageName":                {"$default", "$default", "test"},
	"ImageId":                  {imageID, imageID, "ami-0abcdef1234567891", "ami-00000000000000000", "x"},
	"ImageIds":                 {imageID, "ami-1"},
	"InstanceType":             {"t3.micro", "t3.micro", "m5.large", "t4g.nano", "g6.xlarge", "t9.huge"},
	"InstanceTypes":            {"t3.micro", "m5.large"},
	"KeyName":                  {"k", "k", "k2"},
	"KeyNames":                 {"k"},
	"AvailabilityZone":         {"us-east-1a", "us-east-1a", "us-east-1b", "us-east-1z"},
	"ZoneNames":                {"us-east-1a", "us-east-1z"},
	"VolumeType":               {"gp3", "gp2"},
	"Device":                   {"/dev/sdf", "/dev/sdg", "/dev/xvda", "sdf"},
	"DeviceName":               {"/dev/xvda", "/dev/sdf"},
	"GroupName":                {"web", "db", "default"},
	"GroupNames":               {"default", "web"},
	"LaunchTemplateName":       {"web", "web", "none"},
	"Attribute":                {"instanceType", "userData", "disableApiTermination", "colour"},
	"IpProtocol":               {"tcp", "tcp", "-1", "icmp", "pigeon"},
	"CidrIp":                   {"0.0.0.0/0", "10.0.0.0/8", "x"},
	"ResourceType":             {"instance", "volume", "security-group"},
	"CpuCredits":               {"standard", "unlimited"},
	"ClientToken":              {"t0", "t1"},
	"Owners":                   {"amazon", "self"},
}

// machineWords are the prefixes of the ids that members name.
var machineWords = map[string]string{"InstanceId": "i", "InstanceIds": "i", "VolumeId": "vol", "VolumeIds": "vol", "SubnetId": "subnet", "SubnetIds": "subnet",
	"VpcId": "vpc", "VpcIds": "vpc", "SecurityGroupIds": "sg", "GroupId": "sg", "GroupIds": "sg", "SecurityGroupRuleIds": "sgr", "AllocationId": "eipalloc",
	"AllocationIds": "eipalloc", "AssociationId": "eipassoc", "KeyPairId": "key", "KeyPairIds": "key", "Resources": "i", "NetworkInterfaceId": "eni", "SnapshotIds": "snap"}

// always are members that calls nearly always have, though they need not.
var always = map[string]bool{"Code": true, "Runtime": true, "Handler": true, "Payload": true, "ZipFile": true,
	"InvocationType": true, "LogGroupName": true, "Body": true,
	"ScheduleExpression": true, "PayloadFormatVersion": true, "IntegrationUri": true, "Source": true, "DetailType": true, "Detail": true, "TopicArn": true, "Endpoint": true,
	"ImageId": true, "InstanceType": true, "AvailabilityZone": true, "Size": true, "AssociationId": true, "AllocationId": true}

// never are members that would have most calls refused: what they name is not
// simulated, or must be told by an earlier answer.
var never = map[string]bool{"RevisionId": true, "ImageUri": true, "S3ObjectVersion": true, "NextToken": true,
	"Marker": true, "ContinuationToken": true, "TopicConfigurations": true, "QueueConfigurations": true,
	"IfMatch": true, "PackageType": true, "Input": true, "InputTransformer": true,
	"RouteSelectionExpression": true, "MaxResults": true, "TimeoutInMillis": true, "Target": true, "RouteSettings": true,
	"DryRun": true, "Filters": true, "IamInstanceProfile": true, "NetworkInterfaces": true, "PrivateIpAddress": true, "BlockDeviceMappings": true,
	"SnapshotId": true, "HibernationOptions": true, "LaunchTemplate": true}

// leavesOut decides whether a call goes without the member.
func (g *generator) leavesOut(m aws.Member) bool {
	switch {
	case m.Required:
		return false
	case always[m.Name]:
		return g.r.IntN(20) == 0
	case never[m.Name]:
		return g.r.IntN(40) > 0
	}
	return g.r.IntN(5) > 0
}
