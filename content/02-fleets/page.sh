#!/bin/bash
serve cpu=exp:40ms workers=2 memory=200MB health=/health body="$(hostname)" &
