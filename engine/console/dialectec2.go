package console

import (
	"encoding/base64"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

// runInstances is `aws ec2 run-instances` (addcount.py, runinstances.py): one
// --count, flags for the first network interface, and user data in base64.
var runInstances = dialect{
	adds: []argument{own[string]("count", ""), own[bool]("associate-public-ip-address", ""),
		own[[]string]("secondary-private-ip-addresses", ""), own[int]("secondary-private-ip-address-count", "")},
	hides: []string{"MinCount", "MaxCount"},
	fill: func(own ownWords, tree aws.Object) (aws.Object, error) {
		for _, flag := range []string{"--secondary-private-ip-addresses", "--secondary-private-ip-address-count"} {
			if own[flag] != nil {
				return nil, unsimulated("%s of `aws ec2 run-instances`.", flag)
			}
		}
		tree, err := count(own.word("--count"), tree)
		if err != nil {
			return nil, err
		}
		switch data := get(tree, "UserData").(type) {
		case string:
			tree = put(tree, "UserData", base64.StdEncoding.EncodeToString([]byte(data)))
		case []byte:
			tree = put(tree, "UserData", base64.StdEncoding.EncodeToString(data))
		}
		public := own.word("--associate-public-ip-address")
		if public == "" {
			return tree, nil
		}
		if get(tree, "NetworkInterfaces") != nil {
			return nil, invalid("Mixing the --network-interfaces option with the simple, scalar options is not supported.")
		}
		return firstInterface(tree, public == "true"), nil
	},
}

// count reads --count: "3" or "1:3"; without it one instance is asked for.
func count(word string, tree aws.Object) (aws.Object, error) {
	from, to, both := strings.Cut(word, ":")
	if !both {
		to = from
	}
	for _, side := range []struct{ member, word string }{{"MinCount", from}, {"MaxCount", to}} {
		n, err := strconv.ParseInt(strings.TrimSpace(side.word), 10, 64)
		switch {
		case word == "" && get(tree, side.member) != nil:
			continue
		case word == "":
			n = 1
		case err != nil:
			return nil, invalid("count parameter should be of form min[:max] (e.g. 1 or 1:10)")
		}
		tree = put(tree, side.member, n)
	}
	return tree, nil
}

// firstInterface moves what describes an instance's network into its first
// interface, which is where a wish for a public address belongs.
func firstInterface(tree aws.Object, public bool) aws.Object {
	face := aws.Object{{Name: "DeviceIndex", Value: int64(0)}, {Name: "AssociatePublicIpAddress", Value: public}}
	for _, m := range []struct{ outside, inside string }{{"SubnetId", "SubnetId"}, {"SecurityGroupIds", "Groups"}, {"PrivateIpAddress", "PrivateIpAddress"}} {
		if v := get(tree, m.outside); v != nil {
			face = append(face, aws.Field{Name: m.inside, Value: v})
			tree = slices.DeleteFunc(tree, func(f aws.Field) bool { return f.Name == m.outside })
		}
	}
	return put(tree, "NetworkInterfaces", []any{face})
}

// securityGroupRules are the operations on the rules of a group
// (secgroupsimplify.py): one permission by its parts.
var securityGroupRules = dialect{
	adds: []argument{own[string]("protocol", "IpProtocol"), own[string]("port", ""), own[string]("cidr", ""),
		own[string]("source-group", "GroupId"), own[string]("group-owner", "")},
	quiet: []string{"IpProtocol", "FromPort", "ToPort", "CidrIp", "SourceSecurityGroupName"},
	fill: func(own ownWords, tree aws.Object) (aws.Object, error) {
		if len(own) == 0 {
			return tree, nil
		}
		if get(tree, "IpPermissions") != nil {
			for _, flag := range []string{"protocol", "port", "cidr", "source-group", "group-owner"} {
				if own.word("--"+flag) != "" {
					return nil, invalid("The --%s option is not compatible with the --ip-permissions option ", strings.ReplaceAll(flag, "-", "_"))
				}
			}
		}
		one, err := permission(own)
		return put(tree, "IpPermissions", []any{one}), err
	},
}

// permission is the one that the flags describe.
func permission(own ownWords) (aws.Object, error) {
	one := aws.Object{}
	if word := own.word("--protocol"); word != "" {
		name, err := protocol(word)
		if err != nil {
			return nil, err
		}
		one = put(one, "IpProtocol", name)
	}
	if word := own.word("--port"); word != "" {
		from, to, err := ports(word)
		if err != nil {
			return nil, err
		}
		one = put(put(one, "FromPort", from), "ToPort", to)
	}
	if word := own.word("--cidr"); word != "" {
		one = put(one, "IpRanges", []any{aws.Object{{Name: "CidrIp", Value: word}}})
	}
	if own.word("--group-owner") != "" {
		return nil, unsimulated("--group-owner: there is one account.")
	}
	if word := own.word("--source-group"); word != "" {
		member := "GroupName"
		if strings.HasPrefix(word, "sg-") {
			member = "GroupId"
		}
		one = put(one, "UserIdGroupPairs", []any{aws.Object{{Name: member, Value: word}}})
	}
	return one, nil
}

// protocol is a protocol's name or number, as the API takes it.
func protocol(word string) (string, error) {
	if n, err := strconv.Atoi(word); err == nil {
		if n < -1 || n > 255 {
			return "", invalid("protocol numbers must be in the range 0-255 or -1 to specify all protocols")
		}
		return word, nil
	}
	switch word {
	case "all":
		return "-1", nil
	case "tcp", "udp", "icmp":
		return word, nil
	}
	return "", invalid("protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number.")
}

// ports reads "22", "22-25", "-1" and "all".
func ports(word string) (from, to int64, err error) {
	if word == "-1" || word == "all" {
		return -1, -1, nil
	}
	first, last, both := strings.Cut(word, "-")
	if !both {
		last = first
	}
	from, e1 := strconv.ParseInt(first, 10, 64)
	to, e2 := strconv.ParseInt(last, 10, 64)
	if e1 != nil || e2 != nil {
		err = invalid("port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)")
	}
	return from, to, err
}

// consoleOutput is `aws ec2 get-console-output`, which the CLI decodes
// (botocore/handlers.py).
var consoleOutput = dialect{answer: func(tree aws.Object) aws.Object {
	encoded, _ := get(tree, "Output").(string)
	if text, ok := decodeBase64(encoded); ok && encoded != "" {
		tree = put(tree, "Output", strings.ToValidUTF8(string(text), "\uFFFD"))
	}
	return tree
}}
