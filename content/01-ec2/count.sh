#!/bin/bash
date >> /var/log/births
