package ec2api

import "skylab/engine/aws"

// Page is the part of a list that a token asks for: at most size items, or as
// many as the operation gives where size is 0.
func Page[T any](list []T, token string, size, most int) (page []T, next string, err *aws.Error) {
	if size == 0 {
		size = most
	}
	page, next, ok := aws.Page(list, token, size)
	if !ok {
		return nil, "", aws.Errorf(400, "InvalidNextToken", "The token '%s' is invalid", token)
	}
	return page, next, nil
}
