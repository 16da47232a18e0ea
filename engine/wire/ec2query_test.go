package wire_test

import (
	"math/rand/v2"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/wire"
)

// The operations of EC2 that prove its protocol: with members of all kinds that
// its model has, by the names that the model gives them.
type (
	filter struct {
		Name   string
		Values []string
	}
	tag     struct{ Key, Value string }
	ipRange struct{ CidrIp, Description string }

	permission struct {
		IpProtocol       string
		FromPort, ToPort *int
		UserIdGroupPairs []groupPair `aws:"at=groups"`
		IpRanges         []ipRange   `aws:"at=ipRanges"`
	}
	groupPair struct{ GroupId, UserId string }

	device struct {
		DeviceName string
		Ebs        *volume
	}
	volume struct {
		VolumeSize          *int
		DeleteOnTermination *bool
	}

	runInstances struct {
		BlockDeviceMappings []device
		ImageId             string
		MinCount, MaxCount  int
		SecurityGroupIds    []string
		UserData            string
		TagSpecifications   []tagSpecification
		EbsOptimized        *bool
	}
	tagSpecification struct {
		ResourceType string
		Tags         []tag
	}
	authorize struct {
		GroupId       string
		IpPermissions []permission `aws:"at=IpPermissions"`
	}
	describe struct {
		InstanceIds []string
		Filters     []filter
		DryRun      bool
		MaxResults  int
	}

	reservation struct {
		ReservationId string
		Groups        []groupPair
		Instances     []instance `aws:"at=instancesSet"`
	}
	instance struct {
		InstanceId          string
		State               state  `aws:"at=instanceState"`
		PublicDnsName       string `aws:"always,at=dnsName"`
		LaunchTime          time.Time
		SecurityGroups      []groupPair `aws:"at=groupSet"`
		BlockDeviceMappings []device    `aws:"always,at=blockDeviceMapping"`
		Tags                []tag
		EbsOptimized        bool `aws:"always"`
	}
	state struct {
		Code int `aws:"always"`
		Name string
	}
	described struct {
		NextToken    string
		Reservations []reservation `aws:"always"`
	}
	nothing struct{}
)

func ec2Operations() []*aws.Operation {
	list := []aws.Operation{
		aws.Op(aws.Operation{Service: "ec2", Name: "RunInstances"}, func(*aws.Request, *runInstances) (*reservation, error) { return nil, nil }),
		aws.Op(aws.Operation{Service: "ec2", Name: "DescribeInstances"}, func(*aws.Request, *describe) (*described, error) { return nil, nil }),
		aws.Op(aws.Operation{Service: "ec2", Name: "AuthorizeSecurityGroupIngress"}, func(*aws.Request, *authorize) (*nothing, error) { return nil, nil }),
	}
	out := make([]*aws.Operation, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

func ec2Request(form string) *wire.Request {
	return &wire.Request{Method: "POST", Path: "/", Body: []byte(form), Header: wire.Header{
		"Content-Type":  {"application/x-www-form-urlencoded; charset=utf-8"},
		"Authorization": {"AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0"}}}
}

// The requests are the examples of the EC2 API reference, shortened.
func TestRequestsOfEC2(t *testing.T) {
	port := 80
	yes := true
	for _, c := range []struct {
		form string
		want any
	}{
		{"Action=RunInstances&ImageId=ami-60a54009&MaxCount=3&MinCount=1&SecurityGroupId.1=sg-1a2b3c4d&SecurityGroupId.2=sg-2a2b3c4d&EbsOptimized=true" +
			"&BlockDeviceMapping.1.DeviceName=%2Fdev%2Fsda1&BlockDeviceMapping.1.Ebs.DeleteOnTermination=true" +
			"&TagSpecification.1.ResourceType=instance&TagSpecification.1.Tag.1.Key=webserver&TagSpecification.1.Tag.1.Value=production&Version=2016-11-15",
			&runInstances{ImageId: "ami-60a54009", MaxCount: 3, MinCount: 1, SecurityGroupIds: []string{"sg-1a2b3c4d", "sg-2a2b3c4d"}, EbsOptimized: &yes,
				BlockDeviceMappings: []device{{"/dev/sda1", &volume{DeleteOnTermination: &yes}}},
				TagSpecifications:   []tagSpecification{{"instance", []tag{{"webserver", "production"}}}}}},
		{"Action=DescribeInstances&Filter.1.Name=instance-type&Filter.1.Value.1=m1.small&Filter.1.Value.2=m1.large&Filter.2.Name=block-device-mapping.status&Filter.2.Value.1=attached",
			&describe{Filters: []filter{{"instance-type", []string{"m1.small", "m1.large"}}, {"block-device-mapping.status", []string{"attached"}}}}},
		{"Action=DescribeInstances&InstanceId.1=i-1&InstanceId.2=i-2&InstanceId.10=i-10&DryRun=true",
			&describe{InstanceIds: []string{"i-1", "i-2", "i-10"}, DryRun: true}},
		{"Action=AuthorizeSecurityGroupIngress&GroupId=sg-112233&IpPermissions.1.IpProtocol=tcp&IpPermissions.1.FromPort=80&IpPermissions.1.ToPort=80" +
			"&IpPermissions.1.IpRanges.1.CidrIp=192.0.2.0%2F24&IpPermissions.1.IpRanges.2.CidrIp=198.51.100.0%2F24&IpPermissions.1.Groups.1.GroupId=sg-443322",
			&authorize{GroupId: "sg-112233", IpPermissions: []permission{{IpProtocol: "tcp", FromPort: &port, ToPort: &port,
				IpRanges: []ipRange{{CidrIp: "192.0.2.0/24"}, {CidrIp: "198.51.100.0/24"}}, UserIdGroupPairs: []groupPair{{GroupId: "sg-443322"}}}}}},
	} {
		call, refused := wire.New(ec2Operations()).Decode(ec2Request(c.form))
		if refused != nil {
			t.Errorf("%s: refused with %s", c.form, refused.Body)
			continue
		}
		if !reflect.DeepEqual(call.In, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.form, show(call.In), show(c.want))
		}
		again, err := wire.New(ec2Operations()).Encode(call.Operation, call.In)
		if err != nil {
			t.Fatal(err)
		}
		sent, _ := url.ParseQuery(c.form)
		sent.Set("Version", "2016-11-15")
		if got, _ := url.ParseQuery(string(again.Body)); !strings.Contains(c.form, ".10") && !reflect.DeepEqual(got, sent) {
			t.Errorf("%s\nis encoded as\n%s", c.form, again.Body)
		}
	}
}

func TestAnswersOfEC2(t *testing.T) {
	call, refused := wire.New(ec2Operations()).Decode(ec2Request("Action=DescribeInstances"))
	if refused != nil {
		t.Fatalf("%s", refused.Body)
	}
	out := &described{Reservations: []reservation{{ReservationId: "r-1", Groups: []groupPair{{GroupId: "sg-1"}}, Instances: []instance{{
		InstanceId: "i-1", State: state{16, "running"}, LaunchTime: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), SecurityGroups: []groupPair{{GroupId: "sg-1"}}, Tags: []tag{{"Name", "web & <db>"}}}}}}}
	r := call.Respond(out, nil, "59dbff89")
	want := `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>59dbff89</requestId>` +
		`<reservationSet><item><reservationId>r-1</reservationId><groupSet><item><groupId>sg-1</groupId></item></groupSet>` +
		`<instancesSet><item><instanceId>i-1</instanceId><instanceState><code>16</code><name>running</name></instanceState><dnsName/>` +
		`<launchTime>2026-11-02T09:00:00.000Z</launchTime><groupSet><item><groupId>sg-1</groupId></item></groupSet><blockDeviceMapping/>` +
		`<tagSet><item><key>Name</key><value>web &amp; &lt;db&gt;</value></item></tagSet><ebsOptimized>false</ebsOptimized></item></instancesSet></item></reservationSet></DescribeInstancesResponse>`
	if string(r.Body) != want || r.Status != 200 || r.Header.Get("Content-Type") != "text/xml;charset=UTF-8" {
		t.Errorf("got %d %v\n%s\nwant\n%s", r.Status, r.Header, r.Body, want)
	}
	r = call.Respond(nil, aws.Errorf(400, "InvalidInstanceID.NotFound", "The instance ID 'i-1' does not exist"), "ea966190")
	want = `<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code><Message>The instance ID 'i-1' does not exist</Message></Error></Errors><RequestID>ea966190</RequestID></Response>`
	if got := strings.ReplaceAll(string(r.Body), "&#39;", "'"); got != want || r.Status != 400 {
		t.Errorf("got %d\n%s\nwant\n%s", r.Status, got, want)
	}
	call, _ = wire.New(ec2Operations()).Decode(ec2Request("Action=AuthorizeSecurityGroupIngress"))
	if r := call.Respond(&nothing{}, nil, "x"); !strings.Contains(string(r.Body), "<requestId>x</requestId><return>true</return>") {
		t.Errorf("got %s", r.Body)
	}
}

func TestRefusalsOfEC2(t *testing.T) {
	codec := wire.New(ec2Operations())
	for form, want := range map[string]string{
		"Action=DescribeInstances&Nonsense=1":              "Nonsense",
		"Action=DescribeInstances&DryRun=perhaps":          "DryRun",
		"Action=LaunchRocket":                              "<Code>InvalidAction</Code>",
		"Action=RunInstances&MaxCount=9999999999999999999": "MaxCount",
	} {
		call, refused := codec.Decode(ec2Request(form))
		if refused == nil || refused.Status < 400 || refused.Status > 499 || !strings.Contains(string(refused.Body), want) || !strings.Contains(string(refused.Body), "<Response><Errors>") {
			t.Errorf("%s: %+v, %+v", form, call, refused)
		}
	}
}

func TestEC2IsDecodedAsItWasEncoded(t *testing.T) {
	codec := wire.New(ec2Operations())
	for _, op := range ec2Operations() {
		for seed := range uint64(100) {
			in := op.NewIn()
			filler{rand.New(rand.NewPCG(seed, 1)), op.Service}.fill(reflect.ValueOf(in).Elem(), 0)
			r, err := codec.Encode(op, in)
			if err != nil {
				t.Fatal(err)
			}
			call, refused := codec.Decode(r)
			if refused != nil {
				t.Fatalf("%s: refused with %s\n%s", op.Name, refused.Body, r.Body)
			}
			if got, want := show(call.In), show(in); got != want {
				t.Fatalf("%s:\nsent %s\n got %s\n%s", op.Name, want, got, r.Body)
			}
		}
	}
}
