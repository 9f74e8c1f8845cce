"""One module per topic. Importing this package declares every calculator; a new module is added to the list below."""

from calc.topics import account_years as account_years
from calc.topics import back_payment as back_payment
from calc.topics import back_payment_conditions as back_payment_conditions
from calc.topics import contribution as contribution
from calc.topics import contribution_base as contribution_base
from calc.topics import contribution_now as contribution_now
from calc.topics import deadlines as deadlines
from calc.topics import employment as employment
from calc.topics import fees as fees
from calc.topics import housing_fund as housing_fund
from calc.topics import injury as injury
from calc.topics import interest as interest
from calc.topics import late_fee as late_fee
from calc.topics import leave as leave
from calc.topics import maternity as maternity
from calc.topics import payout as payout
from calc.topics import pension as pension
from calc.topics import pension_forecast as pension_forecast
from calc.topics import pension_old as pension_old
from calc.topics import rate_table as rate_table
from calc.topics import retirement as retirement
from calc.topics import unemployment as unemployment
