package wire_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/wire"
)

// form is a request to EC2, whose parameters may stand on lines of their own.
func form(text string) *wire.Request {
	return &wire.Request{Method: "POST", Path: "/", Body: []byte(strings.ReplaceAll(strings.TrimSpace(text), "\n", "&")), Header: wire.Header{
		"Content-Type":  {"application/x-www-form-urlencoded"},
		"Authorization": {"AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0"}}}
}

// The forms in testdata/ec2 are golden requests of the AWS SDK for Go
// (service/ec2 v1.344.1, request_snapshot), less the members that the shapes do
// not have. What is read from one is written as the same.
func TestEC2GoldenRequests(t *testing.T) {
	codec := wire.New(ec2Shapes)
	for _, op := range ec2Shapes {
		golden, err := os.ReadFile(filepath.Join("testdata", "ec2", op.Name+".form"))
		if err != nil {
			t.Fatal(err)
		}
		call, refused := codec.Decode(form(string(golden)))
		if refused != nil {
			t.Errorf("%s: %s", op.Name, refused.Body)
			continue
		}
		again, err := codec.Encode(call.Operation, call.In)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := lines(again.Body), lines(form(string(golden)).Body); got != want {
			t.Errorf("%s is written as\n%s\nwant\n%s", op.Name, got, want)
		}
	}
}

// lines are a form's parameters, sorted, with times in one form.
func lines(form []byte) string {
	values, err := url.ParseQuery(strings.ReplaceAll(string(form), ".000Z", "Z"))
	if err != nil {
		return err.Error()
	}
	return strings.ReplaceAll(values.Encode(), "&", "\n")
}

const ec2Head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// The answers' forms are those of the examples in the EC2 API Reference.
func TestEC2Answers(t *testing.T) {
	launched := instance{InstanceId: "i-1", PublicDnsName: "", LaunchTime: time.Date(2026, 11, 23, 16, 46, 19, 0, time.UTC),
		SecurityGroups: []groupID{{"sg-1", "a & b"}}, Tags: []tag{{"Name", "web"}},
		BlockDeviceMappings: []blockDevice{{DeviceName: "/dev/xvda"}}}
	launched.State.Code, launched.State.Name = 16, "running"
	const shown = `<instancesSet><item><instanceId>i-1</instanceId><instanceState><code>16</code><name>running</name></instanceState><dnsName/>` +
		`<launchTime>2026-11-23T16:46:19.000Z</launchTime><ebsOptimized>false</ebsOptimized>` +
		`<blockDeviceMapping><item><deviceName>/dev/xvda</deviceName></item></blockDeviceMapping>` +
		`<groupSet><item><groupId>sg-1</groupId><groupName>a &amp; b</groupName></item></groupSet>` +
		`<tagSet><item><key>Name</key><value>web</value></item></tagSet></item></instancesSet>`
	types := instanceType{InstanceType: "t3.micro", SupportedUsageClasses: []string{"on-demand", "spot"}}
	types.MemoryInfo.SizeInMiB, types.ProcessorInfo.SustainedClockSpeedInGhz = 1024, 2.5
	one := reservation{ReservationId: "r-1", OwnerId: "123456789012", Instances: []instance{launched}}
	for _, c := range []struct {
		form string
		out  any
		want string
	}{
		{"Action=RunInstances&MinCount=1&MaxCount=1", &one, "<reservationId>r-1</reservationId><ownerId>123456789012</ownerId><groupSet/>" + shown},
		{"Action=DescribeInstances", &describeInstancesOut{NextToken: "n", Reservations: []reservation{one}}, "<nextToken>n</nextToken>" +
			"<reservationSet><item><reservationId>r-1</reservationId><ownerId>123456789012</ownerId><groupSet/>" + shown + "</item></reservationSet>"},
		{"Action=DescribeInstances", &describeInstancesOut{}, "<reservationSet/>"},
		{"Action=DescribeInstanceTypes", &describeInstanceTypesOut{[]instanceType{types}}, "<instanceTypeSet><item><instanceType>t3.micro</instanceType>" +
			"<memoryInfo><sizeInMiB>1024</sizeInMiB></memoryInfo><supportedUsageClasses><item>on-demand</item><item>spot</item></supportedUsageClasses>" +
			"<processorInfo><sustainedClockSpeedInGhz>2.5</sustainedClockSpeedInGhz></processorInfo></item></instanceTypeSet>"},
		{"Action=CreateTags", nil, "<return>true</return>"},
		{"Action=AuthorizeSecurityGroupIngress", &authorizeIngressOut{true}, "<return>true</return>"},
	} {
		call, refused := wire.New(ec2Shapes).Decode(form(c.form + "&Version=2016-11-15"))
		if refused != nil {
			t.Errorf("%s: %s", c.form, refused.Body)
			continue
		}
		r := call.Respond(c.out, nil, "req-1")
		name := call.Operation.Name + "Response"
		want := ec2Head + "<" + name + ` xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>req-1</requestId>` + c.want + "</" + name + ">"
		if string(r.Body) != want || r.Status != 200 || r.Header.Get("Content-Type") != "text/xml;charset=UTF-8" {
			t.Errorf("%s: %d %v\n%s\nwant\n%s", c.form, r.Status, r.Header, r.Body, want)
		}
	}
}

// What EC2 cannot do is told in its own form, with what is wrong and a 4xx.
func TestEC2Refusals(t *testing.T) {
	codec := wire.New(ec2Shapes)
	call, refused := codec.Decode(form("Action=DescribeInstances&InstanceId.1=i-9"))
	if refused != nil {
		t.Fatalf("%s", refused.Body)
	}
	r := call.Respond(nil, aws.Errorf(400, "InvalidInstanceID.NotFound", "The instance ID 'i-9' does not exist"), "req-1")
	if want := ec2Head + "<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code><Message>The instance ID &#39;i-9&#39; does not exist</Message>" +
		"</Error></Errors><RequestID>req-1</RequestID></Response>"; string(r.Body) != want || r.Status != 400 || r.Header.Get("Content-Type") != "text/xml;charset=UTF-8" {
		t.Errorf("%d %v %s", r.Status, r.Header, r.Body)
	}
	for text, want := range map[string]string{
		"Action=DescribeMoons":                                     "<Code>InvalidAction</Code><Message>skylab does not simulate this operation of ec2: DescribeMoons",
		"Action=RunInstances&KernelId=k":                           "skylab does not simulate the parameter KernelId.",
		"Action=RunInstances&ElasticGpuSpecification.1.Type=x":     "skylab does not simulate the parameter ElasticGpuSpecification.",
		"Action=DescribeInstances&InstanceIds.1=i-1":               "skylab does not know the parameter InstanceIds.",
		"Action=DescribeInstances&Filter.1.Values.1=a":             "skylab does not know the parameter Filters.1.Values.",
		"Action=RunInstances&MinCount=many":                        "MinCount: &#34;many&#34; is no integer",
		"Action=RunInstances&BlockDeviceMapping.1.Ebs.Encrypted=7": "is no boolean",
	} {
		_, refused := codec.Decode(form(text))
		if refused == nil || refused.Status != 400 || !strings.Contains(string(refused.Body), want) || !strings.Contains(string(refused.Body), "<Response><Errors><Error>") {
			t.Errorf("%s: %+v", text, refused)
		}
	}
}

// A list's elements come in the order of their numbers, whatever those are.
func TestEC2ListsAreInTheOrderOfTheirNumbers(t *testing.T) {
	call, refused := wire.New(ec2Shapes).Decode(form("Action=DescribeInstances&InstanceId.10=c&InstanceId.9=b&InstanceId.1=a"))
	if refused != nil {
		t.Fatalf("%s", refused.Body)
	}
	if got := strings.Join(call.In.(*describeInstancesIn).InstanceIds, ""); got != "abc" {
		t.Error(got)
	}
}
