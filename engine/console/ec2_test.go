package console

import (
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
)

// spoken is what a line gives the operation as its input, as JSON, or the error
// as it is printed.
func spoken(t *testing.T, line string) string {
	t.Helper()
	s := New(engine.New(engine.Config{Seed: 1}), NewMemory(map[string][]byte{"boot.sh": []byte("#!/bin/sh\n")}))
	r := s.Exec("aws ec2 "+line, time.Hour)
	calls := s.World().Calls()
	if len(calls) == 0 {
		text := strings.TrimSpace(strings.ReplaceAll(string(r.Stderr), usage, ""))
		return strings.TrimSpace(strings.TrimPrefix(text, "aws: [ERROR]: "))
	}
	return compact(aws.Tree(calls[len(calls)-1].In))
}

// What the AWS CLI makes of flags that are not the API's (awscli,
// customizations/ec2 and toplevelbool.py).
func TestEC2Dialect(t *testing.T) {
	const run, sg = "run-instances --image-id ami-1", "authorize-security-group-ingress --group-id sg-1"
	one := `"MaxCount":1,"MinCount":1`
	for line, want := range map[string]string{
		run:                                  `{"ImageId":"ami-1",` + one + `}`,
		run + " --count 3":                   `{"ImageId":"ami-1","MaxCount":3,"MinCount":3}`,
		run + " --count 2:5":                 `{"ImageId":"ami-1","MaxCount":5,"MinCount":2}`,
		run + " --count two":                 "An error occurred (ParamValidation): count parameter should be of form min[:max] (e.g. 1 or 1:10)",
		run + " --min-count 1":               "Unknown options: --min-count, 1",
		run + " --user-data hello":           `{"ImageId":"ami-1",` + one + `,"UserData":"aGVsbG8="}`,
		run + " --user-data file://boot.sh":  `{"ImageId":"ami-1",` + one + `,"UserData":"IyEvYmluL3NoCg=="}`,
		run + " --user-data fileb://boot.sh": `{"ImageId":"ami-1",` + one + `,"UserData":"IyEvYmluL3NoCg=="}`,
		run + ` --cli-input-json '{"MinCount":2,"MaxCount":4}'`:                     `{"ImageId":"ami-1","MaxCount":4,"MinCount":2}`,
		run + " --associate-public-ip-address --subnet-id s --security-group-ids g": `{"ImageId":"ami-1",` + one + `,"NetworkInterfaces":[{"AssociatePublicIpAddress":true,"Groups":["g"],"SubnetId":"s"}]}`,
		run + " --no-associate-public-ip-address":                                   `{"ImageId":"ami-1",` + one + `,"NetworkInterfaces":[{"AssociatePublicIpAddress":false}]}`,
		run + " --associate-public-ip-address --network-interfaces DeviceIndex=0":   "An error occurred (ParamValidation): Mixing the --network-interfaces option with the simple, scalar options is not supported.",
		run + " --secondary-private-ip-address-count 2":                             "skylab does not simulate --secondary-private-ip-address-count of `aws ec2 run-instances`.",
		run + " --network-interfaces Ipv6AddressCount=1":                            "skylab does not simulate the parameter NetworkInterfaces[0].Ipv6AddressCount.",
		sg + " --protocol tcp --port 22 --cidr 10.0.0.0/8":                          `{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"UserIdGroupPairs":[],"IpRanges":[{"CidrIp":"10.0.0.0/8"}],"Ipv6Ranges":[],"PrefixListIds":[]}]}`,
		sg + " --protocol all --source-group web":                                   `{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"-1","UserIdGroupPairs":[{"GroupName":"web"}],"IpRanges":[],"Ipv6Ranges":[],"PrefixListIds":[]}]}`,
		sg + " --protocol udp --port 1-5 --source-group sg-2":                       `{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"udp","FromPort":1,"ToPort":5,"UserIdGroupPairs":[{"GroupId":"sg-2"}],"IpRanges":[],"Ipv6Ranges":[],"PrefixListIds":[]}]}`,
		sg + " --ip-protocol tcp --from-port 22 --to-port 22 --cidr-ip 10.0.0.0/8":  `{"CidrIp":"10.0.0.0/8","FromPort":22,"GroupId":"sg-1","IpProtocol":"tcp","ToPort":22}`,
		sg + " --protocol pigeon":                                                   "An error occurred (ParamValidation): protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number.",
		sg + " --protocol 300":                                                      "An error occurred (ParamValidation): protocol numbers must be in the range 0-255 or -1 to specify all protocols",
		sg + " --protocol tcp --port ssh":                                           "An error occurred (ParamValidation): port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)",
		sg + " --protocol tcp --ip-permissions IpProtocol=tcp":                      "An error occurred (ParamValidation): The --protocol option is not compatible with the --ip-permissions option",
		"modify-instance-attribute --instance-id i --disable-api-termination":       `{"InstanceId":"i","DisableApiTermination":{"Value":true}}`,
		"modify-instance-attribute --instance-id i --no-disable-api-termination":    `{"InstanceId":"i","DisableApiTermination":{"Value":false}}`,
		"modify-instance-attribute --instance-id i --ebs-optimized Value=false":     `{"InstanceId":"i","EbsOptimized":{"Value":false}}`,
		"modify-instance-attribute --instance-id i --instance-type m5.large":        `{"InstanceId":"i","InstanceType":{"Value":"m5.large"}}`,
		"modify-instance-attribute --instance-id i --instance-type Value=m5.large":  `{"InstanceId":"i","InstanceType":{"Value":"m5.large"}}`,
		`modify-instance-attribute --instance-id i --instance-type '{"Value":"a"}'`: `{"InstanceId":"i","InstanceType":{"Value":"a"}}`,
		"modify-instance-attribute --instance-id i --user-data Value=aGVsbG8=":      `{"InstanceId":"i","UserData":{"Value":"aGVsbG8="}}`,
	} {
		if got := spoken(t, line); got != want {
			t.Errorf("%s\n got %s\nwant %s", line, got, want)
		}
	}
}

func TestConsoleOutputIsDecoded(t *testing.T) {
	s := New(engine.New(engine.Config{Seed: 1}), NewMemory(nil))
	s.Exec("aws ec2 run-instances --image-id ami-0abcdef1234567890 --instance-type t3.micro", time.Hour)
	s.Exec("aws ec2 wait instance-running", time.Hour)
	r := s.Exec("aws ec2 get-console-output --instance-id $(aws ec2 describe-instances --query 'Reservations[].Instances[].InstanceId' --output text) --query Output --output text", time.Hour)
	if !strings.Contains(string(r.Stdout), " login:") {
		t.Errorf("got %s %s", r.Stdout, r.Stderr)
	}
}

// TestEC2Waiters: conditions on all of a list, and failures on any of it.
func TestEC2Waiters(t *testing.T) {
	s := New(engine.New(engine.Config{Seed: 1}), NewMemory(nil))
	s.Exec("aws ec2 run-instances --image-id ami-0abcdef1234567890 --instance-type t3.micro --count 2", time.Hour)
	s.Exec("ID=$(aws ec2 describe-instances --query 'Reservations[0].Instances[0].InstanceId' --output text)", time.Hour)
	for _, c := range []struct{ line, want string }{
		{"aws ec2 wait instance-stopped", `Waiter encountered a terminal failure state: For expression "Reservations[].Instances[].State.Name" we matched expected path: "pending" at least once`},
		{"aws ec2 wait instance-running", ""},
		{"aws ec2 wait instance-status-ok", ""},
		{"aws ec2 wait system-status-ok", ""},
		{"aws ec2 stop-instances --instance-ids $ID", ""},
		{"aws ec2 wait instance-running", `Waiter encountered a terminal failure state: For expression "Reservations[].Instances[].State.Name" we matched expected path: "stopping" at least once`},
		{"aws ec2 wait instance-stopped --instance-ids $ID", ""},
		{"aws ec2 wait instance-exists --instance-ids i-00000000000000000", "Max attempts exceeded. Previously accepted state: Matched expected service error code: InvalidInstanceID.NotFound"},
		{"aws ec2 wait key-pair-exists --key-names none", "Max attempts exceeded. Previously accepted state: Matched expected service error code: InvalidKeyPair.NotFound"},
		{"aws ec2 wait volume-in-use", ""},
		{"aws ec2 wait volume-deleted --volume-ids vol-00000000000000000", ""},
		{"aws ec2 wait security-group-exists --group-names default", ""},
	} {
		r := s.Exec(c.line, time.Hour)
		_, got, _ := strings.Cut(strings.TrimSpace(string(r.Stderr)), " failed: ")
		if got != c.want || c.want == "" && r.Status != 0 {
			t.Errorf("%s: %d %s, want %s", c.line, r.Status, r.Stderr, c.want)
		}
	}
}

func TestEC2Completion(t *testing.T) {
	s := New(engine.New(engine.Config{Seed: 1}), NewMemory(nil))
	s.Exec("aws ec2 run-instances --image-id ami-0abcdef1234567890 --instance-type t3.micro", time.Hour)
	for line, want := range map[string]string{
		"aws ec2 stop-instances --instance-ids ":                     "i-0",
		"aws ec2 run-instances --image-id ami-0ab":                   "ami-0abcdef1234567890",
		"aws ec2 run-instances --instance-type m5.":                  "m5.large",
		"aws ec2 authorize-security-group-ingress --group-id ":       "sg-0",
		"aws ec2 authorize-security-group-ingress --group-id x --pr": "--protocol",
		"aws ec2 modify-instance-attribute --instance-id i --no-":    "--no-disable-api-termination",
		"aws ec2 run-instances --image-id x --c":                     "--count",
		"aws ec2 wait instance-ru":                                   "instance-running",
	} {
		found := false
		list := s.Complete(line, len(line))
		for _, c := range list {
			found = found || strings.HasPrefix(c.Text, want)
		}
		if !found {
			t.Errorf("%q is not completed with %q: %v", line, want, list)
		}
	}
}
