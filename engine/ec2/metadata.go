package ec2

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/vpc"
)

// tokenTTL is the header that asks for a token, and for how many seconds; token
// is the one that shows it (EC2 user guide, use IMDSv2).
const (
	tokenTTL    = "x-aws-ec2-metadata-token-ttl-seconds"
	tokenHeader = "x-aws-ec2-metadata-token"
	longestTTL  = 21_600
)

// Metadata answers a request to the instance's metadata service.
//
// fidelity: ec2.metadata
func (c *computer) Metadata(in *aws.HTTPRequest) *aws.HTTPResponse {
	if c.i.metadata.Endpoint == "disabled" {
		return page(403, "Forbidden")
	}
	u, err := url.Parse(in.URL)
	if err != nil {
		return page(400, "Bad Request")
	}
	header := map[string]string{}
	for k, v := range in.Headers {
		header[strings.ToLower(k)] = v
	}
	if u.Path == "/latest/api/token" {
		return c.token(in.Method, header)
	}
	if in.Method != "GET" && in.Method != "HEAD" {
		return page(405, "Method Not Allowed")
	}
	shown, given := header[tokenHeader]
	if ends, ok := c.i.tokens[shown]; given && (!ok || ends <= c.s.k.Now()) || !given && c.i.metadata.Tokens == "required" {
		return page(401, "Unauthorized")
	}
	text, ok := c.about(strings.TrimSuffix(strings.TrimPrefix(u.Path, "/"), "/"))
	if !ok {
		return page(404, "Not Found")
	}
	return &aws.HTTPResponse{Status: 200, Headers: map[string]string{"Content-Type": "text/plain", "Server": "EC2ws"}, Body: []byte(text)}
}

// page is an error as the metadata service shows it.
func page(status int, title string) *aws.HTTPResponse {
	body := fmt.Sprintf("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"\n\t\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" lang=\"en\">\n <head>\n  <title>%d - %s</title>\n </head>\n <body>\n  <h1>%[1]d - %[2]s</h1>\n </body>\n</html>\n", status, title)
	return &aws.HTTPResponse{Status: status, Headers: map[string]string{"Content-Type": "text/html", "Server": "EC2ws"}, Body: []byte(body)}
}

// token gives a session token.
func (c *computer) token(method string, header map[string]string) *aws.HTTPResponse {
	if method != "PUT" {
		return page(405, "Method Not Allowed")
	}
	if header["x-forwarded-for"] != "" {
		return page(403, "Forbidden")
	}
	ttl, err := strconv.Atoi(header[tokenTTL])
	if err != nil || ttl < 1 || ttl > longestTTL {
		return page(400, "Bad Request")
	}
	token := "AQAEA" + aws.RandomHex(c.s.k.Stream("ec2.tokens"), 42) + "=="
	c.i.tokens[token] = c.s.k.Now().Add(time.Duration(ttl) * time.Second)
	for old, ends := range c.i.tokens { // those that have ended are of no use to anybody
		if ends <= c.s.k.Now() {
			delete(c.i.tokens, old)
		}
	}
	return &aws.HTTPResponse{Status: 200, Headers: map[string]string{"X-Aws-Ec2-Metadata-Token-Ttl-Seconds": strconv.Itoa(ttl), "Server": "EC2ws"}, Body: []byte(token)}
}

// about is what the metadata service has at a path; a folder lists its names.
func (c *computer) about(path string) (string, bool) {
	all := c.metadata()
	if text, ok := all[path]; ok {
		return text, true
	}
	names := map[string]bool{}
	for name := range all {
		if rest, in := strings.CutPrefix(name, path+"/"); in || path == "" {
			if path == "" {
				rest = name
			}
			first, _, more := strings.Cut(rest, "/")
			if more {
				first += "/"
			}
			names[first] = true
		}
	}
	if len(names) == 0 {
		return "", false
	}
	return strings.Join(slices.Sorted(maps.Keys(names)), "\n"), true
}

// metadata is all that the service has, by path.
func (c *computer) metadata() map[string]string {
	i := c.i
	const meta = "latest/meta-data/"
	mac := meta + "network/interfaces/macs/" + i.nic.MAC + "/"
	m := map[string]string{
		meta + "ami-id": i.image.id, meta + "ami-launch-index": strconv.Itoa(i.index), meta + "instance-id": i.id, meta + "instance-type": i.kind.Name,
		meta + "instance-life-cycle": word(i.lifecycle == "spot", "spot", "on-demand"), meta + "reservation-id": i.reservation, meta + "instance-action": "none",
		meta + "local-ipv4": i.nic.Private.String(), meta + "local-hostname": vpc.PrivateDNS(i.nic.Private), meta + "hostname": vpc.PrivateDNS(i.nic.Private), meta + "mac": i.nic.MAC,
		meta + "placement/availability-zone": i.subnet.Zone.Name, meta + "placement/availability-zone-id": i.subnet.Zone.ID, meta + "placement/region": aws.Region,
		meta + "services/domain": "amazonaws.com", meta + "services/partition": "aws",
		meta + "security-groups": strings.Join(c.s.net.GroupNames(i.nic.Groups), "\n"),
		mac + "subnet-id":        i.subnet.ID, mac + "vpc-id": c.s.net.ID(), mac + "interface-id": i.nic.ID, mac + "local-ipv4s": i.nic.Private.String(),
		"latest/dynamic/instance-identity/document": c.identity(),
	}
	if i.nic.Public.IsValid() {
		m[meta+"public-ipv4"], m[meta+"public-hostname"] = i.nic.Public.String(), vpc.PublicDNS(i.nic.Public)
	}
	if n := i.notice; n != nil {
		m[meta+"events/recommendations/rebalance"] = object(aws.Object{{Name: "noticeTime", Value: n.Since.Wall().Format(time.RFC3339)}})
	}
	if action, at, ok := c.s.Notice(i.id); ok {
		m[meta+"spot/instance-action"] = object(aws.Object{{Name: "action", Value: action}, {Name: "time", Value: at.Wall().Format(time.RFC3339)}})
		if action == "terminate" {
			m[meta+"spot/termination-time"] = at.Wall().Format(time.RFC3339)
		}
	}
	if len(i.userData) > 0 {
		m["latest/user-data"] = string(i.userData)
	}
	if i.key != "" {
		m[meta+"public-keys/0/openssh-key"] = "ssh-rsa AAAAB3NzaC1yc2E " + i.key
	}
	if i.profile != "" {
		m[meta+"iam/info"] = object(aws.Object{{Name: "Code", Value: "Success"}, {Name: "InstanceProfileArn", Value: aws.GlobalARN("iam", "instance-profile/"+i.profile)}})
		m[meta+"iam/security-credentials/"+i.profile] = c.credentials()
	}
	if i.metadata.Tags == "enabled" {
		for _, t := range c.s.api.Tags.Of(i.id) {
			m[meta+"tags/instance/"+t.Key] = t.Value
		}
	}
	return m
}

// identity is the instance's identity document.
func (c *computer) identity() string {
	i := c.i
	return object(aws.Object{{Name: "accountId", Value: aws.AccountID}, {Name: "architecture", Value: i.image.architecture}, {Name: "availabilityZone", Value: i.subnet.Zone.Name},
		{Name: "imageId", Value: i.image.id}, {Name: "instanceId", Value: i.id}, {Name: "instanceType", Value: i.kind.Name}, {Name: "pendingTime", Value: i.launched.Wall().Format(time.RFC3339)},
		{Name: "privateIp", Value: i.nic.Private.String()}, {Name: "region", Value: aws.Region}, {Name: "version", Value: "2017-09-30"}})
}

// credentials are those of the instance's role: examples in AWS's form, which
// nothing checks.
func (c *computer) credentials() string {
	now := c.s.k.Now()
	return object(aws.Object{{Name: "Code", Value: "Success"}, {Name: "LastUpdated", Value: now.Wall().Format(time.RFC3339)}, {Name: "Type", Value: "AWS-HMAC"},
		{Name: "AccessKeyId", Value: "ASIAIOSFODNN7EXAMPLE"}, {Name: "SecretAccessKey", Value: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}, {Name: "Token", Value: "IQoJb3JpZ2luX2VjEXAMPLE"},
		{Name: "Expiration", Value: now.Add(6 * time.Hour).Wall().Format(time.RFC3339)}})
}

// object is JSON as the metadata service writes it.
func object(o aws.Object) string {
	data, err := json.Marshal(o)
	if err != nil {
		panic("ec2: " + err.Error()) // strings always marshal
	}
	out, err := json.MarshalIndent(json.RawMessage(data), "", "  ")
	if err != nil {
		panic("ec2: " + err.Error())
	}
	return string(out)
}
